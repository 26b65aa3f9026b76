/** The explorer: search, click, neighbours, communities by colour, keyboard. State in the address. */

import { around, network } from "./api";
import { keyboard } from "./keyboard";
import { NetworkMap } from "./map";
import { Panel } from "./panel";
import { searchBox } from "./search";

const FIRST = 1000;
const EXPANSION = 50;

async function start(): Promise<void> {
  const canvas = document.getElementById("toile") as HTMLElement;
  const map = new NetworkMap(canvas);
  const panel = new Panel(map);
  let total = 0;

  const choose = async (key: string | null): Promise<void> => {
    if (key === null) {
      map.choose(null);
      panel.hide();
      history.replaceState(null, "", location.pathname);
      panel.say("shown", { shown: map.graph.order, total });
      return;
    }
    if (!map.graph.hasNode(key)) map.add(await around(key, EXPANSION));
    if (!map.graph.hasNode(key)) {
      location.href = `/id/${key}`;
      return;
    }
    map.choose(key);
    panel.show(key, (other) => void choose(other));
    history.replaceState(null, "", `#${key}`);
    await map.centre(key);
  };

  const expand = async (key: string): Promise<void> => {
    const found = await around(key, EXPANSION);
    map.add(found);
    await choose(key);
    panel.say("expanded", { name: map.label(key), shown: map.graph.degree(key), ties: found.ties ?? 0 });
  };

  try {
    const first = await network(FIRST);
    total = first.total;
    map.add(first);
    panel.communities(first.communities);
    panel.say("shown", { shown: map.graph.order, total });
  } catch {
    panel.say("failed");
    return;
  }
  map.sigma.on("clickNode", ({ node }) => void choose(node));
  map.sigma.on("doubleClickNode", (event) => {
    event.preventSigmaDefault();
    void expand(event.node);
  });
  map.sigma.on("clickStage", () => void choose(null));
  panel.expand.addEventListener("click", () => map.chosen && void expand(map.chosen));
  const input = document.getElementById("q") as HTMLInputElement;
  const list = document.getElementById("resultats") as HTMLUListElement;
  searchBox(input, list, panel.word("nothing"), (key) => void choose(key));
  keyboard(canvas, input, map, { choose: (key) => void choose(key), expand: (key) => void expand(key) });
  document.getElementById("recherche")?.addEventListener("submit", (event) => event.preventDefault());
  if (location.hash.length > 1) await choose(decodeURIComponent(location.hash.slice(1)));
  canvas.dataset["ready"] = "true";
}

void start();
