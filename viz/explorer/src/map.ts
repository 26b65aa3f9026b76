/** The network on screen: one graph, one renderer, and who is chosen. */

import Graph from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram } from "sigma/rendering";
import type { Network } from "./api";
import { colourOf } from "./colours";

const FADED = "#e3e6e7";
const EDGE = "#dbe2e4";
const CHOSEN_EDGE = "#e07a5f";
export const MOST_NODES = 3000;

export class NetworkMap {
  readonly graph = new Graph({ type: "undirected", multi: false });
  readonly sigma: Sigma;
  private chosenKey: string | null = null;
  private community: number | null = null;

  constructor(canvas: HTMLElement) {
    this.sigma = new Sigma(this.graph, canvas, {
      defaultEdgeType: "line",
      edgeProgramClasses: { line: EdgeLineProgram },
      hideEdgesOnMove: true,
      hideLabelsOnMove: true,
      labelRenderedSizeThreshold: 7,
      labelFont: "system-ui, sans-serif",
      minCameraRatio: 0.02,
      maxCameraRatio: 3,
      nodeReducer: (key, data) => this.dress(key, data),
      edgeReducer: (edge, data) => this.dressEdge(edge, data),
    });
  }

  /** Add what is not there yet, as long as the screen bears it. Returns how many were added. */
  add(network: Network): number {
    const { nodes, edges } = network;
    let added = 0;
    nodes.key.forEach((key, i) => {
      if (this.graph.hasNode(key) || this.graph.order >= MOST_NODES) return;
      this.graph.addNode(key, {
        label: nodes.name[i],
        kind: nodes.kind[i],
        community: nodes.community[i],
        x: nodes.x[i],
        y: nodes.y[i],
        size: 2.5 + 1.0 * Math.sqrt(nodes.degree[i] ?? 0),
        color: colourOf(nodes.community[i] ?? -1),
      });
      added += 1;
    });
    edges.source.forEach((source, i) => {
      const a = nodes.key[source];
      const b = nodes.key[edges.target[i] ?? -1];
      if (a === undefined || b === undefined) return;
      if (this.graph.hasNode(a) && this.graph.hasNode(b) && !this.graph.hasEdge(a, b)) {
        this.graph.addEdge(a, b, { color: EDGE, size: 0.6, weight: edges.weight[i] ?? 0 });
      }
    });
    return added;
  }

  get chosen(): string | null {
    return this.chosenKey;
  }

  choose(key: string | null): void {
    this.chosenKey = key;
    this.sigma.refresh({ skipIndexation: true });
  }

  highlight(community: number | null): void {
    this.community = community;
    this.sigma.refresh({ skipIndexation: true });
  }

  /** Neighbours, the closest tied first. */
  neighbours(key: string): string[] {
    const weight = (other: string): number => Number(this.graph.getEdgeAttribute(key, other, "weight"));
    return this.graph
      .neighbors(key)
      .sort((a, b) => weight(b) - weight(a) || this.label(a).localeCompare(this.label(b), "fr"));
  }

  label(key: string): string {
    return String(this.graph.getNodeAttribute(key, "label"));
  }

  async centre(key: string): Promise<void> {
    const at = this.sigma.getNodeDisplayData(key);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const ratio = Math.min(this.sigma.getCamera().ratio, 0.4);
    if (at) await this.sigma.getCamera().animate({ x: at.x, y: at.y, ratio }, { duration: still ? 1 : 350 });
  }

  private dress(key: string, data: Record<string, unknown>): Record<string, unknown> {
    const near = this.chosenKey !== null && this.graph.hasNode(this.chosenKey)
      && (key === this.chosenKey || this.graph.areNeighbors(key, this.chosenKey));
    if (key === this.chosenKey) return { ...data, highlighted: true, forceLabel: true, zIndex: 2 };
    if (this.chosenKey !== null) return near ? { ...data, zIndex: 1 } : { ...data, color: FADED, label: "" };
    if (this.community !== null && data["community"] !== this.community) {
      return { ...data, color: FADED, label: "" };
    }
    return data;
  }

  private dressEdge(edge: string, data: Record<string, unknown>): Record<string, unknown> {
    if (this.chosenKey === null) return data;
    return this.graph.hasExtremity(edge, this.chosenKey)
      ? { ...data, color: CHOSEN_EDGE, size: 1.4 }
      : { ...data, hidden: true };
  }
}
