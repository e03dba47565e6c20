// The menu of what code can start from: templates, and the source of every built-in rule.

import { getJson } from "../api.js";

/** @import { Optimizer } from "../types.js" */
/** @import { Origin } from "./codeaddress.js" */
/** @typedef {{ name: string, title: string, source: string }} Template */

export class Begin {
  /**
   * @param {HTMLSelectElement} select
   * @param {HTMLElement} button
   * @param {Template[]} templates
   * @param {Optimizer[]} rules
   * @param {(text: string, origin: Origin) => void} onchoice
   */
  constructor(select, button, templates, rules, onchoice) {
    this.templates = templates;
    this.rules = rules;
    select.append(group("Templates", "template", templates), group("The built-in rules", "rule", rules));
    button.addEventListener("click", async () => {
      const origin = originOf(select.value);
      onchoice(await this.text(origin), origin);
    });
  }

  /**
   * The code that a name stands for.
   * @param {Origin} origin
   * @returns {Promise<string>} rejected where there is none
   */
  async text({ kind, name }) {
    const template = this.templates.find((each) => each.name === name);
    if (kind === "template" && template) return template.source;
    if (kind === "rule" && this.rules.some((each) => each.name === name))
      return (await getJson(`/api/optimizers/${name}/source?standalone=true`)).source;
    throw new Error(`no code is called ${name}`);
  }

  /**
   * What a name stands for, as the menu has it.
   * @param {Origin} origin
   */
  title({ kind, name }) {
    return (kind === "template" ? this.templates : this.rules).find((each) => each.name === name)?.title ?? name;
  }
}

/**
 * @param {string} title
 * @param {Origin["kind"]} kind
 * @param {{ name: string, title: string }[]} entries
 */
function group(title, kind, entries) {
  const element = document.createElement("optgroup");
  element.label = title;
  element.append(...entries.map((each) => new Option(each.title, `${kind} ${each.name}`)));
  return element;
}

/** @param {string} value @returns {Origin} */
function originOf(value) {
  const [kind, name] = value.split(" ");
  return { kind: /** @type {Origin["kind"]} */ (kind), name };
}
