// What went wrong in somebody's code, said below it: the exception, where it was, and what usually helps.

/** @import { Fault } from "../types.js" */

export class FaultPanel {
  /**
   * @param {HTMLElement} panel
   * @param {(line: number) => void} online called with the line that somebody wants to see
   */
  constructor(panel, online) {
    this.panel = panel;
    this.online = online;
    /** @type {Fault | null} */
    this.fault = null;
  }

  /**
   * Whether it shows such a fault already.
   * @param {Fault} fault
   */
  shows({ type, line, message }) {
    return this.fault?.type === type && this.fault.line === line && this.fault.message === message;
  }

  /** @param {Fault} fault */
  show(fault) {
    const { type, message, line, trace, hint, step } = (this.fault = fault);
    const what = paragraph();
    const name = document.createElement("strong");
    name.textContent = type;
    what.append(name, message && `: ${message}`);
    const parts = [what];
    const place = [line !== null && this.button(line), step !== null && `at step ${step}`].filter((each) => each !== false);
    const way = trace.filter((each) => each.line !== line).flatMap((each) => [", from ", this.button(each.line), ` in ${each.name}`]);
    if (place.length) parts.push(paragraph(...place.flatMap((each, index) => (index ? [", ", each] : [each])), ...way, "."));
    if (hint) parts.push(paragraph(hint));
    this.panel.replaceChildren(...parts);
    this.panel.hidden = false;
  }

  /** @param {string} reason why it wasn't run at all */
  refuse(reason) {
    this.panel.replaceChildren(paragraph(`${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`));
    this.panel.hidden = false;
  }

  hide() {
    this.fault = null;
    this.panel.hidden = true;
    this.panel.replaceChildren();
  }

  /** @param {number} line */
  button(line) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "own-line", textContent: `line ${line}` });
    button.addEventListener("click", () => this.online(line));
    return button;
  }
}

/** @param {(string | Node)[]} parts */
function paragraph(...parts) {
  const element = document.createElement("p");
  element.append(...parts);
  return element;
}
