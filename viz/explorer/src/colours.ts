/** Colours of communities: Paul Tol's muted and bright schemes, told apart by most eyes. */

const PALETTE = [
  "#332288", "#117733", "#cc6677", "#ddaa33", "#44aa99", "#882255", "#4477aa", "#aa4499",
  "#997700", "#ee6677", "#228833", "#66ccee",
];
const NONE = "#9aa5a9";

export function colourOf(community: number): string {
  return community < 0 ? NONE : (PALETTE[community % PALETTE.length] ?? NONE);
}
