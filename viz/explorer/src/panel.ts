/** The panel: the actor chosen, those around, and the communities. */

import { colourOf } from "./colours";
import type { NetworkMap } from "./map";

const LISTED = 60;

function element<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`#${id}`);
  return found as T;
}

function line(text: string, colour: string, act: () => void): HTMLLIElement {
  const item = document.createElement("li");
  const button = document.createElement("button");
  const dot = document.createElement("span");
  button.type = "button";
  dot.className = "dot";
  dot.style.setProperty("--dot", colour);
  button.append(dot, document.createTextNode(text));
  button.addEventListener("click", act);
  item.append(button);
  return item;
}

export class Panel {
  private readonly root = element("explorateur");
  private readonly sheet = element("fiche");
  private readonly names = element("fiche-nom");
  readonly expand = element<HTMLButtonElement>("etendre");

  constructor(private readonly map: NetworkMap) {}

  /** A sentence of the locale files, filled. */
  say(name: string, details: Record<string, string | number> = {}): void {
    let sentence = this.root.dataset[name] ?? "";
    for (const [field, value] of Object.entries(details)) sentence = sentence.replace(`{${field}}`, String(value));
    element("etat").textContent = sentence;
  }

  word(name: string): string {
    return this.root.dataset[name] ?? "";
  }

  show(key: string, choose: (key: string) => void): void {
    this.sheet.hidden = false;
    this.names.textContent = this.map.label(key);
    const community = Number(this.map.graph.getNodeAttribute(key, "community"));
    const communities = element("communautes").dataset;
    element("fiche-genre").textContent = communities[`name${community}`] ?? this.word("noCommunity");
    element<HTMLAnchorElement>("fiche-lien").href = `/id/${key}`;
    const around = this.map.neighbours(key).slice(0, LISTED);
    element("voisins").replaceChildren(
      ...around.map((other) =>
        line(this.map.label(other), String(this.map.graph.getNodeAttribute(other, "color")), () => choose(other)),
      ),
    );
  }

  hide(): void {
    this.sheet.hidden = true;
  }

  communities(names: string[]): void {
    const list = element("communautes");
    names.forEach((name, rank) => (list.dataset[`name${rank}`] = name));
    list.replaceChildren(
      ...names.map((name, rank) => {
        const item = line(name, colourOf(rank), () => this.press(item, rank));
        return item;
      }),
    );
    if (!names.length) list.textContent = this.word("noCommunities");
  }

  private press(item: HTMLLIElement, rank: number): void {
    const button = item.firstElementChild as HTMLButtonElement;
    const pressed = button.getAttribute("aria-pressed") === "true";
    document.querySelectorAll("#communautes button").forEach((b) => b.setAttribute("aria-pressed", "false"));
    button.setAttribute("aria-pressed", String(!pressed));
    this.map.highlight(pressed ? null : rank);
  }
}
