import type { Labels, Piece } from './labels.ts';
import { shortMoment } from './short-moment.ts';

/** Attributes that people read or hear. */
const readAttributes = ['title', 'aria-label', 'aria-description', 'aria-valuetext', 'placeholder', 'alt', 'label'];

/**
 * Draws aliases as labels wherever they come into the document: the first piece of a text stays in the node that React
 * owns, the rest follows it as nodes of ours, which go when it changes or leaves. React neither reads the text of a node
 * nor minds strange ones behind it, so no component knows of this. Moments in columns become shorter. Gives the way to stop.
 */
export function showLabels(root: Document, labels: Labels): () => void {
  /** What follows a text node of React's, and the whole text that both stand for. */
  const drawn = new WeakMap<Text, { readonly followers: readonly ChildNode[]; readonly whole: string }>();
  const ours = new WeakSet<Node>();
  /** How many records of changes that we made ourselves are still to come. */
  const awaited = new Map<Text, number>();

  const write = (node: Text, text: string) => {
    if (node.data === text) return;
    awaited.set(node, (awaited.get(node) ?? 0) + 1);
    node.data = text;
  };
  const undraw = (node: Text) => {
    for (const follower of drawn.get(node)?.followers ?? []) follower.remove();
    drawn.delete(node);
  };
  const draw = (node: Text, whole: string) => {
    undraw(node);
    const parent = node.parentElement;
    const pieces = labels.pieces(parent !== null && isCell(parent) ? shortMoment(whole) : whole);
    const hasBars = parent instanceof HTMLElement && parent.closest('title, option, textarea') === null;
    if (!hasBars || !pieces.some(({ isMask }) => isMask)) {
      write(node, pieces.map(({ text }) => text).join(''));
      return;
    }
    const isFirstPlain = pieces[0]?.isMask === false;
    write(node, isFirstPlain ? (pieces[0]?.text ?? '') : '');
    const followers = pieces.slice(isFirstPlain ? 1 : 0).map(makeNode);
    node.after(...followers);
    drawn.set(node, { followers, whole });
  };
  const makeNode = ({ text, isMask }: Piece): ChildNode => {
    const inner = root.createTextNode(text);
    ours.add(inner);
    if (!isMask) return inner;
    const bar = root.createElement('span');
    bar.dataset['mask'] = '';
    bar.append(inner);
    ours.add(bar);
    return bar;
  };
  const readElement = (element: Element) => {
    for (const name of readAttributes) {
      const value = element.getAttribute(name);
      const plain = value === null ? value : labels.plain(value);
      if (plain !== null && plain !== value) element.setAttribute(name, plain);
    }
  };
  const readTree = (node: Node) => {
    if (ours.has(node)) return;
    if (node instanceof Text) draw(node, drawn.get(node)?.whole ?? node.data);
    else if (node instanceof Element) {
      readElement(node);
      for (const child of node.childNodes) readTree(child);
    }
  };

  const observer = new MutationObserver((changes) => {
    const changed = new Map<Text, number>();
    for (const { type, target, addedNodes, removedNodes } of changes) {
      if (type === 'attributes' && target instanceof Element) readElement(target);
      else if (type === 'characterData' && target instanceof Text) changed.set(target, (changed.get(target) ?? 0) + 1);
      for (const node of removedNodes) if (node instanceof Text && !node.isConnected) undraw(node);
      for (const node of addedNodes) if (node.isConnected) readTree(node);
    }
    for (const [node, count] of changed) {
      const own = Math.min(count, awaited.get(node) ?? 0);
      if ((awaited.get(node) ?? 0) > own) awaited.set(node, (awaited.get(node) ?? 0) - own);
      else awaited.delete(node);
      if (count > own && !ours.has(node)) draw(node, node.data);
    }
  });
  observer.observe(root, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: readAttributes,
  });
  readTree(root.documentElement);
  return () => observer.disconnect();
}

function isCell(element: Element): boolean {
  return element.closest('td, [role=gridcell], [role=cell], [data-line]') !== null;
}
