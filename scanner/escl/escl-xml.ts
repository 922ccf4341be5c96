import { decode } from "html-entities";

/** An element with its name as in `ScannerStatus`: devices disagree about prefixes (`scan:`, `escl:`, `pwg:`), so they are dropped. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

interface OpenElement extends XmlElement {
  text: string;
  children: OpenElement[];
}

const TOKEN = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<![^>]*>|<(\/?)([^\s/>]+)[^>]*?(\/?)>|([^<]+)/g;

/**
 * Reads the small documents scanners send: elements and text, attributes are passed over. Never throws: what is no XML gives
 * an element without children, and a document cut short gives what there is of it.
 */
export function parseXml(source: string): XmlElement {
  const root: OpenElement = { name: "", text: "", children: [] };
  const open = [root];
  for (const [, cdata, closing, name, empty, text] of source.matchAll(TOKEN)) {
    const parent = open.at(-1) ?? root;
    if (cdata !== undefined) parent.text += cdata;
    else if (text !== undefined) parent.text += decode(text, { level: "xml" });
    else if (name === undefined) continue;
    else if (closing === "/") {
      if (open.length > 1) open.pop();
    } else {
      const element: OpenElement = { name: name.slice(name.indexOf(":") + 1), text: "", children: [] };
      parent.children.push(element);
      if (empty !== "/") open.push(element);
    }
  }
  return root;
}

/** Every element of that name below, in document order. */
export function elementsOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...elementsOf(child, name)]);
}

export function findElement(element: XmlElement, name: string): XmlElement | undefined {
  return elementsOf(element, name)[0];
}

/** The trimmed text of the first element of that name below; undefined when there is none or it is empty. */
export function findText(element: XmlElement, name: string): string | undefined {
  return findElement(element, name)?.text.trim() || undefined;
}

export function findNumber(element: XmlElement, name: string): number | undefined {
  const text = findText(element, name);
  const value = Number(text);
  return text === undefined || !Number.isFinite(value) ? undefined : value;
}
