/** The network by keyboard: arrows, Enter, Escape, zoom, search. */

import type { NetworkMap } from "./map";

interface Actions {
  choose(key: string | null): void;
  expand(key: string): void;
}

const DIRECTIONS: Record<string, [number, number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

export function keyboard(canvas: HTMLElement, input: HTMLElement, map: NetworkMap, act: Actions): void {
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== input) {
      event.preventDefault();
      input.focus();
    }
  });
  canvas.addEventListener("keydown", (event) => {
    const direction = DIRECTIONS[event.key];
    const camera = map.sigma.getCamera();
    if (direction) {
      const next = map.chosen === null ? best(map) : towards(map, map.chosen, direction);
      if (next !== null) act.choose(next);
    } else if (event.key === "Enter" && map.chosen !== null) act.expand(map.chosen);
    else if (event.key === "Escape") act.choose(null);
    else if (event.key === "+" || event.key === "=") void camera.animatedZoom({ duration: 150 });
    else if (event.key === "-") void camera.animatedUnzoom({ duration: 150 });
    else if (event.key === "0") void camera.animatedReset({ duration: 150 });
    else return;
    event.preventDefault();
  });
}

/** The actor with most ties: where the keyboard starts. */
function best(map: NetworkMap): string | null {
  const keys = map.graph.nodes();
  return keys.length ? keys.reduce((a, b) => (map.graph.degree(b) > map.graph.degree(a) ? b : a)) : null;
}

/** The neighbour that stands closest to a direction; null when none stands on that side. */
function towards(map: NetworkMap, key: string, [dx, dy]: [number, number]): string | null {
  const x = Number(map.graph.getNodeAttribute(key, "x"));
  const y = Number(map.graph.getNodeAttribute(key, "y"));
  let chosen: string | null = null;
  let least = Infinity;
  for (const other of map.graph.neighbors(key)) {
    const ox = Number(map.graph.getNodeAttribute(other, "x")) - x;
    const oy = Number(map.graph.getNodeAttribute(other, "y")) - y;
    const along = ox * dx + oy * dy;
    const aside = Math.abs(ox * dy - oy * dx);
    const cost = along <= 0 ? Infinity : along + 2 * aside;
    if (cost < least) [chosen, least] = [other, cost];
  }
  return chosen;
}
