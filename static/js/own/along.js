// What is set of a run besides what its form shows, in words, and a button that leaves it out.

export class Along {
  /**
   * @param {HTMLElement} element
   * @param {() => void} onleave
   */
  constructor(element, onleave) {
    this.element = element;
    this.text = document.createElement("span");
    const leave = Object.assign(document.createElement("button"), { className: "button button-small", type: "button", textContent: "Leave it out" });
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
