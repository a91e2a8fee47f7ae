// xterm makes style elements and sets style attributes, which the page's policy forbids. Here both go through the object
// model instead, which it allows: an element's text becomes a constructed sheet, an attribute becomes `style.cssText`.

/** Must be called before the first terminal is opened. */
export function adoptStyleElements(): void {
  const page: { createElement: (tag: string, options?: ElementCreationOptions) => HTMLElement } = document;
  const create = page.createElement.bind(document);
  page.createElement = (tag, options) =>
    tag.toLowerCase() === 'style' ? adopting(create('template')) : create(tag, options);

  const prototype: { setAttribute: (this: HTMLElement, name: string, value: string) => void } = HTMLElement.prototype;
  const set = prototype.setAttribute;
  prototype.setAttribute = function (name, value) {
    if (name.toLowerCase() === 'style') this.style.cssText = value;
    else set.call(this, name, value);
  };
}

/** An inert element in a style element's place, for the policy minds even an empty one: what is written into it applies as a constructed sheet until it is removed. */
function adopting(element: HTMLElement): HTMLElement {
  const sheet = new CSSStyleSheet();
  let text = '';
  document.adoptedStyleSheets.push(sheet);
  Object.defineProperty(element, 'textContent', {
    get: () => text,
    set: (value: string) => {
      text = value;
      sheet.replaceSync(value);
    },
  });
  const remove = element.remove.bind(element);
  element.remove = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    remove();
  };
  return element;
}
