// The children of an element are these nodes, in this order. What stays is not moved: it would lose the
// focus. True if anything came or went.

export function put(parent, nodes) {
  const wanted = new Set(nodes);
  let isNew = false;
  for (const node of [...parent.children]) {
    if (wanted.has(node)) continue;
    node.remove();
    isNew = true;
  }
  let next = parent.firstElementChild;
  for (const node of nodes) {
    if (node === next) next = next.nextElementSibling;
    else {
      parent.insertBefore(node, next);
      isNew = true;
    }
  }
  return isNew;
}
