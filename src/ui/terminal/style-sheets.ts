// xterm makes style elements and sets style attributes, which the page's policy forbids. Here both go through the object
// model instead, which it allows: an element's text becomes a constructed sheet, an attribute becomes `style.cssText`.

/** Must be called before the first terminal is opened. */
export function adoptStyleElements(): void {
  const createElement = document.createElement.bind(document);
  document.createElement = ((tag: string, options?: ElementCreationOptions): HTMLElement => {
    return tag.toLowerCase() === 'style' ? adopting(createElement('template')) : createElement(tag, options);
  }) as typeof document.createElement;

  const setAttribute = HTMLElement.prototype.setAttribute;
  HTMLElement.prototype.setAttribute = function (this: HTMLElement, name: string, value: string): void {
    if (name.toLowerCase() === 'style') this.style.cssText = value;
    else setAttribute.call(this, name, value);
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
