// What there is besides what a form shows, in words, and a button that takes it away.

export class Along {
  /**
   * @param {HTMLElement} element
   * @param {string} title of the button
   * @param {() => void} onleave
   */
  constructor(element, title, onleave) {
    this.element = element;
    this.text = document.createElement("span");
    const leave = Object.assign(document.createElement("button"), { className: "button button-small", type: "button", textContent: title });
    leave.addEventListener("click", onleave);
    element.replaceChildren(this.text, leave);
    this.show([]);
  }

  /** @param {string[]} sentences */
  show(sentences) {
    const text = sentences.join(" ");
    this.element.hidden = text === "";
    if (text !== this.text.textContent) this.text.textContent = text;
  }
}
