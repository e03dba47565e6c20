// The hand that draws points: which class it draws, what it has drawn, and a file in place of it.

import { postTable, Refusal } from "../api.js";
import { DrawnPoints, MOST_CLASSES, MOST_POINTS } from "./drawnpoints.js";
import { sign } from "./signs.js";

/** @import { Problem } from "../api.js" */
/** @import { PointsSpec } from "../types.js" */
/** @import { Content } from "./drawnpoints.js" */

const ERASER = -1;
/** More of a file than any server reads isn't sent: it refuses that much already. */
const READ = 2 ** 20;

export class PointsEditor {
  /**
   * @param {HTMLElement} host as templates/_plane.html has it
   * @param {object} view
   * @param {() => Content} view.begin what to start from
   * @param {(points: DrawnPoints | null) => void} view.sketch called with what is drawn so far, and with null at the end
   * @param {(spec: PointsSpec) => void} view.drawn called with points to train with
   */
  constructor(host, view) {
    /** @type {<E extends HTMLElement>(name: string) => E} */
    const part = (name) => /** @type {any} */ (host.querySelector(`.plane-${name}`));
    this.view = view;
    /** @type {DrawnPoints | null} */
    this.points = null;
    this.brush = 0;
    this.panels = [part("edit"), part("ready")];
    this.brushes = part("brushes");
    this.name = /** @type {HTMLInputElement} */ (part("name"));
    this.fault = part("fault");
    this.summary = part("summary");
    this.problems = part("problems");
    this.buttons = { open: part("open"), more: part("more"), undo: part("undo"), clear: part("clear"), train: part("train"), leave: part("leave") };
    this.file = /** @type {HTMLInputElement} */ (part("file"));
    this.listen(host);
  }

  get active() {
    return this.points !== null;
  }

  /** @param {HTMLElement} host */
  listen(host) {
    const { open, more, undo, clear, train, leave } = this.buttons;
    open.addEventListener("click", () => this.begin());
    more.addEventListener("click", () => {
      this.change((points) => points.addClass());
      this.brush = /** @type {DrawnPoints} */ (this.points).classes.length - 1;
      this.show();
    });
    undo.addEventListener("click", () => this.undo());
    clear.addEventListener("click", () => this.change((points) => points.clear()));
    leave.addEventListener("click", () => {
      this.end();
      open.focus();
    });
    train.addEventListener("click", () => {
      if (!this.points || this.points.missing) return;
      const spec = this.points.spec();
      this.end();
      open.focus();
      this.view.drawn(spec);
    });
    this.brushes.addEventListener("change", ({ target }) => {
      this.brush = Number(/** @type {HTMLInputElement} */ (target).value);
      this.show();
    });
    this.name.addEventListener("focus", () => this.points?.keep());
    this.name.addEventListener("input", () => this.rename());
    this.file.addEventListener("change", () => {
      const [file] = this.file.files ?? [];
      // The same file can be chosen again once it is mended.
      if (file) void this.read(file).finally(() => (this.file.value = ""));
    });
    host.addEventListener("dragover", (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
    host.addEventListener("drop", (event) => {
      const [file] = event.dataTransfer?.files ?? [];
      if (!file) return;
      event.preventDefault();
      void this.read(file);
    });
  }

  /** Draw from now on, starting from the points that are shown. */
  begin() {
    this.points = new DrawnPoints(this.view.begin());
    this.brush = 0;
    this.tell([]);
    this.show();
  }

  /** Leave off: what was drawn is gone. */
  end() {
    this.points = null;
    for (const panel of this.panels) panel.hidden = true;
    this.buttons.open.hidden = false;
    this.tell([]);
    this.view.sketch(null);
  }

  /**
   * Do something that can be undone.
   * @param {(points: DrawnPoints) => void} act
   */
  change(act) {
    if (!this.points) return;
    this.points.keep();
    act(this.points);
    this.show();
  }

  undo() {
    this.points?.undo();
    this.show();
  }

  /** A stroke begins, which is undone whole. */
  press() {
    this.points?.keep();
  }

  /**
   * Draw a point, or erase those that are near.
   * @param {number[]} at
   * @param {(point: number[]) => boolean} near
   * @param {boolean} [erasing] whatever the brush
   * @returns {string} what has happened, in words
   */
  touch(at, near, erasing = this.brush === ERASER) {
    const { points } = this;
    if (!points) return "";
    if (erasing) {
      const gone = points.erase(near);
      this.show();
      return gone ? `${gone === 1 ? "A point is" : `${gone} points are`} removed. ${points.summary}` : "There is no point here.";
    }
    const added = points.add(at, this.brush);
    this.show();
    return added ? `${points.classes[this.brush]} is drawn. ${points.summary}` : `There may be at most ${MOST_POINTS} points.`;
  }

  rename() {
    const { points, brush, name } = this;
    if (!points || brush === ERASER) return;
    const reason = points.rename(brush, name.value.trim());
    this.fault.textContent = reason;
    this.fault.hidden = !reason;
    name.setAttribute("aria-invalid", String(reason !== ""));
    if (!reason) this.show();
  }

  /**
   * Have the points of a file in place of those drawn, or say what is wrong with it.
   * @param {File} file
   */
  async read(file) {
    try {
      const spec = await postTable("/api/datasets/csv", file.slice(0, READ));
      if (!this.points) this.begin();
      this.brush = 0;
      this.change((points) => points.replace(spec));
      this.tell([]);
    } catch (error) {
      const told = error instanceof Refusal ? error.problems : [];
      this.tell(told.length ? told : [{ field: "body", msg: "couldn't be read by the server" }], file.name);
    }
  }

  /**
   * Say what is wrong with a file.
   * @param {Problem[]} problems
   * @param {string} [name] of the file
   */
  tell(problems, name = "") {
    this.problems.hidden = problems.length === 0;
    const title = document.createElement("p");
    title.textContent = `${name} isn't taken. ${this.points ? "What you have drawn is as it was." : "Nothing has changed."}`;
    const list = document.createElement("ul");
    list.append(
      ...problems.map(({ field, msg }) => {
        const item = document.createElement("li");
        item.textContent = problemText(field, msg);
        return item;
      }),
    );
    this.problems.replaceChildren(...(problems.length ? [title, list] : []));
  }

  /** Show what is drawn, and what can be done. */
  show() {
    const { points } = this;
    if (!points) return;
    this.brush = Math.min(this.brush, points.classes.length - 1);
    for (const panel of this.panels) panel.hidden = false;
    this.buttons.open.hidden = true;
    this.showBrushes(points.classes);
    this.summary.textContent = points.missing || points.summary;
    for (const [button, able] of /** @type {[HTMLElement, boolean][]} */ ([
      [this.buttons.train, !points.missing],
      [this.buttons.undo, points.past.length > 0],
      [this.buttons.clear, points.points.length > 0],
      [this.buttons.more, points.classes.length < MOST_CLASSES],
    ]))
      button.setAttribute("aria-disabled", String(!able));
    this.view.sketch(points);
  }

  /** @param {string[]} classes */
  showBrushes(classes) {
    const told = JSON.stringify([classes, this.brush]);
    if (this.brushes.dataset.told === told) return;
    this.brushes.dataset.told = told;
    const focused = this.brushes.contains(document.activeElement);
    const all = [...classes.map((name, label) => brush(label, name)), brush(ERASER, "Eraser")];
    this.brushes.replaceChildren(...all);
    const chosen = /** @type {HTMLInputElement} */ (this.brushes.querySelector(`input[value="${this.brush}"]`));
    chosen.checked = true;
    if (focused) chosen.focus();
    this.name.disabled = this.brush === ERASER;
    if (document.activeElement === this.name) return;
    this.name.value = classes[this.brush] ?? "";
    this.fault.hidden = true;
    this.name.setAttribute("aria-invalid", "false");
  }
}

/**
 * @param {number} label
 * @param {string} name
 */
function brush(label, name) {
  const element = document.createElement("label");
  element.className = "plane-brush small";
  const input = document.createElement("input");
  Object.assign(input, { type: "radio", name: "plane-brush", value: String(label), className: "unseen" });
  element.append(input, ...(label === ERASER ? [] : [sign(label)]), name);
  return element;
}

/**
 * "row 7.x" and "must be ..." as "Row 7, x: must be ...".
 * @param {string} field
 * @param {string} msg
 */
function problemText(field, msg) {
  const [, row, column] = field.match(/^row (\d+)\.?(.*)$/) ?? [];
  if (!row) return `${field === "body" ? "The file" : `The column ${field}`} ${msg}.`;
  return `Row ${row}${column ? `, ${column}` : ""}: ${msg}.`;
}
