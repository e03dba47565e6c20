// The hill's small form beside an editor: which hill, where both balls begin, how many steps.

import { numberField } from "../controls.js";
import { NamedFields } from "../named.js";
import { startRange, STEPS } from "../settingform.js";

/** @import { Hills } from "../hills.js" */
/** @import { Choice } from "../setting.js" */
/** @import { Setting } from "../types.js" */

export class HillForm {
  /**
   * @param {HTMLElement} form
   * @param {Hills} hills
   * @param {Setting} setting
   * @param {(choice: Choice) => void} onchange
   */
  constructor(form, hills, setting, onchange) {
    this.hills = hills;
    this.setting = setting;
    this.onchange = onchange;
    /** A typed function that was brought here. @type {Setting["objective"] | null} */
    this.typed = null;
    this.hill = new NamedFields("objective", "Hill", this.offered(setting), /** @type {any} */ (setting.objective), (objective) =>
      onchange({ objective: objective.name === this.typed?.name ? this.typed : objective }),
    );
    this.place = document.createElement("div");
    this.place.className = "fields";
    /** @type {ReturnType<typeof numberField>[]} */
    this.starts = [];
    this.drawn = "";
    this.steps = numberField(STEPS, setting.steps, (steps) => onchange({ steps }));
    form.replaceChildren(this.hill.element, this.place, this.steps.element);
    this.show(setting);
  }

  /** @param {Setting} setting */
  offered({ objective }) {
    if (objective.formula !== undefined) this.typed = objective;
    if (!this.typed) return this.hills.objectives;
    return [...this.hills.objectives, { name: this.typed.name, title: String(this.typed.formula), about: "A typed function.", parameters: [] }];
  }

  /** @param {Setting} setting */
  show(setting) {
    this.setting = setting;
    const about = this.hills.of(setting.objective);
    const drawn = `${about.name} ${about.dimension} ${about.domain}`;
    if (drawn !== this.drawn) {
      this.drawn = drawn;
      this.starts = about.domain.map((_, place) =>
        numberField(startRange(about, place), setting.start[place], (value) => this.onchange({ start: this.setting.start.with(place, value) })),
      );
      this.place.replaceChildren(...this.starts.map(({ element }) => element));
    }
    const objective = /** @type {any} */ (setting.objective);
    const known = this.typed;
    const entries = this.offered(setting);
    if (this.typed !== known) this.hill.offer(entries, objective);
    this.hill.show(objective);
    this.starts.forEach((field, place) => field.set(setting.start[place]));
    this.steps.set(setting.steps);
  }

  /**
   * Show what the server says against a field.
   * @param {string} path such as `run.start.0`
   * @param {string} reason
   * @returns {boolean} whether there is such a field
   */
  fault(path, reason) {
    const name = path.replace(/^run\./, "");
    const field = name === "steps" ? this.steps : name.startsWith("start") ? this.starts[Number(name.at(-1)) || 0] : undefined;
    field?.fault(reason);
    return field !== undefined || this.hill.fault(name, reason);
  }
}
