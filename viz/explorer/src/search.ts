/** The search box: a combobox with a list, by keyboard or mouse. */

import { search, keyOf, type Found } from "./api";

const PAUSE = 180;

export function searchBox(
  input: HTMLInputElement,
  list: HTMLUListElement,
  nothing: string,
  choose: (key: string) => void,
): void {
  let found: Found[] = [];
  let at = -1;
  let waiting = 0;

  const close = (): void => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const mark = (index: number): void => {
    at = index;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    if (at >= 0) input.setAttribute("aria-activedescendant", `resultat-${at}`);
  };

  const pick = (index: number): void => {
    const item = found[index];
    if (!item) return;
    input.value = item.name;
    close();
    choose(keyOf(item.iri));
  };

  const show = (): void => {
    list.replaceChildren(
      ...found.map((item, i) => {
        const line = document.createElement("li");
        line.id = `resultat-${i}`;
        line.setAttribute("role", "option");
        line.textContent = item.place ? `${item.name} · ${item.place.name}` : item.name;
        line.addEventListener("mousedown", (event) => {
          event.preventDefault();
          pick(i);
        });
        return line;
      }),
    );
    if (!found.length) list.append(Object.assign(document.createElement("li"), { textContent: nothing }));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(found.length ? 0 : -1);
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    const words = input.value.trim();
    if (words.length < 2) return close();
    waiting = window.setTimeout(async () => {
      found = await search(words).catch(() => []);
      if (input.value.trim() === words) show();
    }, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark(Math.min(at + 1, found.length - 1));
    else if (event.key === "ArrowUp") mark(Math.max(at - 1, 0));
    else if (event.key === "Enter") pick(Math.max(at, 0));
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
}
