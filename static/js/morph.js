// A part of a page becomes what the server has now; the field that is typed in, the focus, what is
// scrolled or open stays. A form is somebody's work, and the link to it is in the hands of live.js.

const KEPT = "#live, form, dialog, input, select, textarea, [data-edit], [data-scrolls]";

const isElement = (node) => node.nodeType === Node.ELEMENT_NODE;
const isKept = (node) => isElement(node) && (node.matches(KEPT) || Boolean(node.querySelector(":scope > .editable.open")));
// A card that comes after the page is there already, or on its way.
const comesLater = (node) => isElement(node) && ["load", "near once"].includes(node.getAttribute("hx-trigger"));

const callbacks = {
  beforeNodeMorphed: (old, fresh) => !isKept(old) && !comesLater(fresh),
  beforeNodeRemoved: (old) => !isKept(old) && !old.querySelector?.("form"),
  afterNodeAdded: (node) => isElement(node) && htmx.process(node),
  beforeAttributeUpdated: (name, node) => !(name === "open" && node.matches("details")),
};

export function morph(old, fresh) {
  Idiomorph.morph(old, fresh, { callbacks });
}
