// The hill's form: the objective, where the balls begin, and every number of the lane in focus.

import { choiceField, fromPosition, numberField, POSITIONS, sliderValues, toPosition } from "./controls.js";
import { NamedFields, usual } from "./named.js";
import { rounded } from "./numbers.js";
import { RuleFields } from "./rule.js";
import { focused } from "./setting.js";
import { TYPED, TypedFields } from "./typedform.js";

/** @import { Range } from "./controls.js" */
/** @import { Hills } from "./hills.js" */
/** @import { Choice } from "./setting.js" */
/** @import { Catalogue, Objective, Setting } from "./types.js" */

/** @type {Range} */
export const STEPS = {
  title: "Steps",
  help: "How often the rule is applied.",
  minimum: 1,
  maximum: 10000,
  slider: [10, 1000],
  scale: "log",
  whole: true,
};
/** As many places across, and as many up, has the grid of starts that a hand drags over. */
const GRID = 16;

export class SettingForm {
  /**
   * @param {HTMLElement} form
   * @param {Catalogue} catalogue
   * @param {Hills} hills
   * @param {Setting} setting
   * @param {(choice: Choice) => void} onchange called with what was chosen: of hyperparameters, all
   */
  constructor(form, catalogue, hills, setting, onchange) {
    this.hills = hills;
    this.setting = setting;
    this.onchange = onchange;
    const options = [...catalogue.objectives, { name: TYPED, title: "Your own function…" }];
    this.hill = choiceField({ title: "Objective" }, options, setting.objective.name, (name) => this.pick(name));
    this.typed = new TypedFields(hills, (objective) => onchange({ objective }));
    this.place = fields();
    /** @type {ReturnType<typeof numberField>[]} */
    this.starts = [];
    /** @type {Map<string, ReturnType<typeof numberField>>} */
    this.numbers = new Map();
    this.drawn = "";
    const lane = focused(setting);
    this.own = ownStart((own) => onchange({ lane: { start: own ? this.start() : null } }));
    this.rule = new RuleFields(catalogue.optimizers, lane, (choice) => onchange({ lane: choice }));
    this.schedule = new NamedFields("schedule", "Schedule", catalogue.schedules, lane.schedule, (schedule) => onchange({ lane: { schedule } }));
    this.steps = numberField(STEPS, setting.steps, (steps) => onchange({ steps }));
    form.replaceChildren(
      this.hill.element,
      this.typed.element,
      this.place,
      this.own.element,
      this.rule.element,
      this.schedule.element,
      this.steps.element,
    );
    const { hill, typed, place, own, rule, schedule, steps } = this;
    const parts = { objective: [hill, typed], start: [{ element: place }, own], optimizer: [rule], schedule: [schedule], steps: [steps] };
    for (const [part, owners] of Object.entries(parts)) for (const { element } of owners) element.dataset.part = part;
    this.show(setting);
  }

  /**
   * Show a setting. A field that is being typed in keeps its text.
   * @param {Setting} setting
   */
  show(setting) {
    const { objective } = setting;
    const other = objective !== this.setting.objective;
    this.setting = setting;
    const about = this.objective();
    const lane = focused(setting);
    const drawn = `${objective.name} ${about.dimension} ${about.domain}`;
    if (drawn !== this.drawn) this.drawHill(drawn);
    if (objective.name === TYPED) this.typed.show(objective, about);
    else if (other) this.leaveTyped();
    for (const [name, field] of this.numbers) field.set(Number(objective[name]));
    this.start().forEach((value, place) => this.starts[place].set(value));
    this.own.show(setting.lanes.length > 1, lane.start !== null);
    this.rule.show(lane);
    this.schedule.show(lane.schedule);
    this.steps.set(setting.steps);
  }

  /** Where the ball in focus begins. */
  start() {
    return focused(this.setting).start ?? this.setting.start;
  }

  /**
   * Let the ball in focus begin elsewhere, and with it all that begin where it does.
   * @param {number[]} start
   * @returns {Choice}
   */
  startChoice(start) {
    return focused(this.setting).start ? { lane: { start } } : { start };
  }

  /** @param {string} name */
  pick(name) {
    if (name === TYPED) return this.typed.begin(this.objective());
    this.typed.end();
    this.onchange({ objective: usual(/** @type {Objective} */ (this.hills.objectives.find((each) => each.name === name))) });
  }

  /** Show the objective that is set, whatever was being typed. */
  leaveTyped() {
    this.hill.set(this.setting.objective.name);
    this.typed.end();
  }

  /**
   * What the hand may move, by the server's names, and the values that it takes there.
   * @returns {Map<string, (number | number[])[]>}
   */
  reach() {
    const about = this.objective();
    /** @type {Map<string, (number | number[])[]>} */
    const values = new Map(about.domain.map((_, place) => [`start.${place}`, sliderValues(startRange(about, place))]));
    for (const [name, { range }] of this.rule.numbers) values.set(name, sliderValues(range));
    if (about.dimension === 2) values.set("start", grid(about));
    return values;
  }

  /**
   * The nearest value that a slider has, where it covers this one.
   * @param {string} field
   * @param {number} value
   */
  nearest(field, value) {
    const values = /** @type {number[]} */ (this.reach().get(field) ?? []);
    if (!(value >= values[0] && value <= values[values.length - 1])) return value;
    return values.reduce((best, each) => (Math.abs(each - value) < Math.abs(best - value) ? each : best));
  }

  /**
   * The nearest point that the hand has at hand while it drags.
   * @param {number[]} point
   */
  nearestPoint(point) {
    const about = this.objective();
    if (about.dimension === 1) return [this.nearest("start.0", point[0])];
    const distance = (/** @type {number[]} */ each) =>
      Math.hypot(...each.map((value, place) => (value - point[place]) / (about.domain[place][1] - about.domain[place][0])));
    return grid(about).reduce((best, each) => (distance(each) < distance(best) ? each : best));
  }

  /**
   * Where the ball begins that is moved by these shares of the way across, and of the way up.
   * @param {number[]} way
   */
  moved(way) {
    const point = movedBy(this.objective(), this.start(), way);
    return point.length > 1 ? point : [this.nearest("start.0", point[0])];
  }

  /**
   * The rate of the ball in focus, moved by this share of its slider.
   * @param {number} share
   */
  rateMoved(share) {
    const position = toPosition(Number(focused(this.setting).hyperparameters.lr), this.rateRange);
    return fromPosition(Math.min(Math.max(position + Math.round(share * POSITIONS), 0), POSITIONS), this.rateRange);
  }

  get rateRange() {
    return /** @type {{ range: Range }} */ (this.rule.numbers.get("optimizer.lr")).range;
  }

  /**
   * Show what the server says against a field.
   * @param {string} path such as `run.optimizer.lr`
   * @param {string} reason
   * @returns {boolean} whether there is such a field
   */
  fault(path, reason) {
    const name = path.replace(/^run\./, "");
    if (name === "start") this.starts[0].fault(reason);
    else if (name === "steps") this.steps.fault(reason);
    else if (/^start\.\d$/.test(name)) this.starts[Number(name.at(-1))]?.fault(reason);
    else if (name.startsWith("objective.")) return this.numbers.get(name.slice(10))?.fault(reason) !== undefined;
    else return this.rule.fault(name, reason) || this.schedule.fault(name, reason);
    return true;
  }

  /** @returns {Objective} */
  objective() {
    return this.hills.of(this.setting.objective);
  }

  /**
   * Draw what goes with an objective: the numbers that shape it, and where the ball begins.
   * @param {string} drawn
   */
  drawHill(drawn) {
    this.drawn = drawn;
    const about = this.objective();
    this.hill.set(this.setting.objective.name);
    const typed = this.setting.objective.name === TYPED;
    this.hill.help.textContent = typed ? "" : about.about;
    this.typed.element.hidden = !typed;
    this.numbers = new Map(
      about.parameters.map((parameter) => {
        const range = { ...parameter, symbol: parameter.symbols[0] };
        const oninput = (/** @type {number} */ value) =>
          this.onchange({ objective: { ...this.setting.objective, [parameter.name]: value } });
        return [parameter.name, numberField(range, Number(this.setting.objective[parameter.name]), oninput)];
      }),
    );
    this.starts = about.domain.map((_, place) => {
      const field = numberField(startRange(about, place), this.start()[place], (value) =>
        this.onchange(this.startChoice(this.start().with(place, value))),
      );
      field.element.dataset.field = `start.${place}`;
      return field;
    });
    this.place.replaceChildren(...[...this.numbers.values(), ...this.starts].map(({ element }) => element));
  }
}

function fields() {
  const element = document.createElement("div");
  element.className = "fields";
  return element;
}

/**
 * @param {(own: boolean) => void} onchange
 * @returns {{ element: HTMLElement, show: (several: boolean, own: boolean) => void }}
 */
function ownStart(onchange) {
  const element = document.createElement("label");
  element.className = "toggle small";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.addEventListener("change", () => onchange(box.checked));
  element.append(box, " This ball has a start of its own");
  return {
    element,
    show(several, own) {
      element.hidden = !several;
      box.checked = own;
    },
  };
}

/**
 * @param {Objective} objective
 * @param {number} place
 * @returns {Range}
 */
export function startRange({ start: { minimum, maximum }, domain, dimension }, place) {
  const letter = "xy"[place];
  const title = dimension > 1 ? `Start ${letter}` : "Start";
  const help = place ? "" : "Where the ball begins.";
  return { title, symbol: `${letter}₀`, help, minimum, maximum, slider: domain[place], scale: "linear" };
}

/**
 * A start that is moved by these shares of the way across, and of the way up.
 * @param {Objective} objective
 * @param {number[]} from
 * @param {number[]} way
 */
export function movedBy({ domain, start }, from, way) {
  return from.map((value, place) => {
    const [low, high] = domain[place];
    const next = rounded(value + (way[place] ?? 0) * (high - low), 12);
    return Math.min(Math.max(next, start.minimum), start.maximum);
  });
}

/** @type {Map<string, number[][]>} */
const grids = new Map();

/**
 * Starts all over the domain, the rows one after the other.
 * @param {Objective} objective
 * @returns {number[][]}
 */
function grid({ domain }) {
  const name = String(domain);
  const known = grids.get(name);
  if (known) return known;
  const [xs, ys] = domain.map(([low, high]) =>
    Array.from({ length: GRID }, (_, place) => Number((low + ((high - low) * (place + 0.5)) / GRID).toPrecision(6))),
  );
  const made = ys.flatMap((y) => xs.map((x) => [x, y]));
  grids.set(name, made);
  return made;
}
