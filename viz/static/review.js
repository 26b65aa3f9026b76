"use strict";
/* Reading a report by keyboard: J and K walk, A accepts, C corrects, R rejects, U takes back, P shows the passage. */
(() => {
  const readings = [...document.querySelectorAll(".reading")];
  const current = () => document.activeElement.closest(".reading");

  function show(reading) {
    for (const mark of document.querySelectorAll("mark.chosen")) mark.classList.remove("chosen");
    if (!reading) return;
    const marks = document.querySelectorAll(`mark[data-items~="${reading.dataset.item}"]`);
    for (const mark of marks) mark.classList.add("chosen");
    if (!marks.length) return;
    // The text alone moves: the page stays at the reading.
    const text = marks[0].closest(".text");
    text.scrollTop += marks[0].getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
  }

  function go(step) {
    const at = readings.indexOf(current());
    const next = readings[Math.min(Math.max(at + step, 0), readings.length - 1)];
    if (next) next.focus();
  }

  function press(reading, key) {
    const button = reading.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!button) return false;
    button.click();
    if (button.parentElement.open) button.parentElement.querySelector("[name=valeur]").focus();
    return true;
  }

  document.addEventListener("focusin", () => show(current()));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) {
      if (event.key === "Escape" && current()) current().focus();
      return;
    }
    const key = event.key.toLowerCase();
    const reading = current();
    if (key === "j") go(1);
    else if (key === "k") go(-1);
    else if (key === "p" && reading) show(reading);
    else if (!reading || !press(reading, key)) return;
    event.preventDefault();
  });
  for (const mark of document.querySelectorAll("mark")) {
    mark.addEventListener("click", () => document.getElementById(`l-${mark.dataset.items.split(" ").pop()}`).focus());
  }
  const wanted = location.hash && document.getElementById(location.hash.slice(1));
  if (readings.includes(wanted)) wanted.focus();
  else if (readings.length) readings[0].focus({ preventScroll: true });
})();
