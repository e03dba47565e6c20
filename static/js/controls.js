// Forms drawn from the catalogue: a field is a label, a slider and a number box, or a choice.

import { rounded } from "./numbers.js";

export const POSITIONS = 400;
let count = 0;

/**
 * @typedef {object} Range
 * @property {string} title
 * @property {string} [symbol]
 * @property {string} [help]
 * @property {number} minimum
 * @property {number} maximum
 * @property {boolean} [open] whether the maximum itself is not allowed
 * @property {[number, number]} slider
 * @property {"linear" | "log"} scale
 * @property {boolean} [whole]
 */

/**
 * A number with a slider. The box takes any allowed number, the slider the part of them that it covers.
 * @param {Range} range
 * @param {number} value
 * @param {(value: number) => void} oninput
 * @returns {{ element: HTMLElement, set: (value: number) => void, fault: (reason: string) => void }}
 */
export function numberField(range, value, oninput) {
  const id = `field-${++count}`;
  const element = field(range, id);
  const box = document.createElement("input");
  Object.assign(box, { id, type: "number", step: "any", value: String(value) });
  box.inputMode = "decimal";
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: "0", max: String(POSITIONS), step: "1" });
  slider.setAttribute("aria-label", range.title);
  const help = document.createElement("p");
  Object.assign(help, { className: "hint", id: `${id}-help`, textContent: range.help ?? "" });
  const fault = document.createElement("p");
  Object.assign(fault, { className: "fault", id: `${id}-fault`, hidden: true });
  fault.setAttribute("role", "alert");
  box.setAttribute("aria-describedby", `${fault.id} ${help.id}`);
  slider.setAttribute("aria-describedby", help.id);
  element.append(box, slider, fault, help);

  /** @param {string} reason */
  const tell = (reason) => {
    fault.textContent = reason && `${range.title} ${reason}.`;
    fault.hidden = reason === "";
    box.setAttribute("aria-invalid", String(reason !== ""));
  };
  let current = NaN;
  let position = 0;
  /** @param {number} next */
  const take = (next) => {
    current = next;
    position = Number(slider.value);
    tell("");
    slider.style.setProperty("--share", `${(100 * Number(slider.value)) / POSITIONS}%`);
    slider.setAttribute("aria-valuetext", String(next));
  };
  /** @param {number} next a value that is shown already leaves what is being typed, wrong or not */
  const set = (next) => {
    if (next === current) return;
    slider.value = String(toPosition(next, range));
    box.value = String(next);
    take(next);
  };
  slider.addEventListener("input", () => {
    slider.value = String(onward(current, position, Number(slider.value), range));
    const next = fromPosition(Number(slider.value), range);
    box.value = String(next);
    take(next);
    oninput(next);
  });
  box.addEventListener("input", () => {
    const reason = refusal(box.value, range);
    if (reason) return tell(reason);
    const next = Number(box.value);
    slider.value = String(toPosition(next, range));
    take(next);
    oninput(next);
  });
  set(value);
  return { element, set, fault: tell };
}

/**
 * A choice of one among several.
 * @param {{ title: string, symbol?: string }} about
 * @param {{ name: string, title: string }[]} options
 * @param {string} value
 * @param {(value: string) => void} onchange
 * @returns {{ element: HTMLElement, set: (value: string) => void, help: HTMLElement, offer: (options: { name: string, title: string }[]) => void }}
 */
export function choiceField(about, options, value, onchange) {
  const id = `field-${++count}`;
  const element = field(about, id);
  element.classList.add("choice");
  const select = document.createElement("select");
  select.id = id;
  /** @param {{ name: string, title: string }[]} options */
  const offer = (options) => select.replaceChildren(...options.map(({ title, name }) => new Option(title, name)));
  offer(options);
  select.value = value;
  select.addEventListener("change", () => onchange(select.value));
  const help = document.createElement("p");
  help.className = "help";
  element.append(select, help);
  return { element, help, offer, set: (next) => void (select.value = next) };
}

/**
 * Why a text is not a number of this range, or nothing where it is one.
 * @param {string} text
 * @param {Range} range
 */
export function refusal(text, range) {
  const value = Number(text);
  const { minimum, maximum, open } = range;
  const wanted = open ? `at least ${minimum} and below ${maximum}` : `between ${minimum} and ${maximum}`;
  const inside = value >= minimum && (open ? value < maximum : value <= maximum);
  if (text.trim() === "" || !inside || (range.whole && !Number.isInteger(value)))
    return `must be ${range.whole ? "a whole number" : "a number"} ${wanted}`;
  return "";
}

/**
 * The value at a position of the slider, neat enough to be said aloud.
 * @param {number} position
 * @param {Range} range
 */
export function fromPosition(position, range) {
  const [low, high] = range.slider;
  const share = position / POSITIONS;
  if (position === 0) return low;
  if (position === POSITIONS) return high;
  if (range.scale === "log") {
    const value = rounded(low * (high / low) ** share, 2);
    return range.whole ? Math.round(value) : value;
  }
  const grain = 10 ** Math.floor(Math.log10((high - low) / 100));
  const value = rounded(Math.round((low + (high - low) * share) / grain) * grain, 12);
  return range.whole ? Math.round(value) : value;
}

/**
 * Every value that the slider has, from low to high.
 * @param {Range} range
 */
export function sliderValues(range) {
  return [...new Set(Array.from({ length: POSITIONS + 1 }, (_, position) => fromPosition(position, range)))];
}

/**
 * Where a slider comes to that is moved: on to the first position that way whose value is another, so that no
 * press of a key goes unheard.
 * @param {number} value
 * @param {number} from the position at which it had this value
 * @param {number} to
 * @param {Range} range
 */
export function onward(value, from, to, range) {
  const way = Math.sign(to - from);
  const same = () => way * (fromPosition(to, range) - value) <= 0;
  while (way && to > 0 && to < POSITIONS && same()) to += way;
  return to;
}

/**
 * The position nearest to a value; an end where the value lies outside.
 * @param {number} value
 * @param {Range} range
 */
export function toPosition(value, range) {
  const [low, high] = range.slider;
  const inside = Math.min(Math.max(value, low), high);
  const share = range.scale === "log" ? Math.log(inside / low) / Math.log(high / low) : (inside - low) / (high - low);
  return Math.round(share * POSITIONS);
}

/**
 * @param {{ title: string, symbol?: string }} about
 * @param {string} id
 */
function field(about, id) {
  const element = document.createElement("div");
  element.className = "field";
  const label = document.createElement("label");
  label.htmlFor = id;
  label.textContent = about.title;
  if (about.symbol) {
    const symbol = document.createElement("span");
    symbol.className = "symbol";
    symbol.textContent = about.symbol;
    label.append(" ", symbol);
  }
  element.append(label);
  return element;
}
