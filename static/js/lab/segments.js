// A choice of one among a few that can all be seen: radio buttons drawn as the segments of a bar.

let count = 0;

export class Segments {
  /**
   * @param {string} label
   * @param {(name: string) => void} onchoice
   */
  constructor(label, onchoice) {
    this.name = `segments-${++count}`;
    this.onchoice = onchoice;
    this.told = "";
    this.element = document.createElement("div");
    this.element.className = "segments";
    this.element.setAttribute("role", "radiogroup");
    this.element.setAttribute("aria-label", label);
    /** @type {HTMLInputElement[]} */ this.radios = [];
    // The arrow keys go from choice to choice here, not from step to step.
    this.element.addEventListener("keydown", (event) => event.stopPropagation());
  }

  /**
   * @param {{ name: string, title: string }[]} choices
   * @param {string} chosen
   */
  show(choices, chosen) {
    const told = JSON.stringify(choices);
    if (told !== this.told) {
      this.told = told;
      this.radios = choices.map(({ name }) => {
        const radio = document.createElement("input");
        Object.assign(radio, { type: "radio", name: this.name, value: name });
        radio.addEventListener("change", () => this.onchoice(name));
        return radio;
      });
      this.element.replaceChildren(
        ...choices.map(({ title }, place) => {
          const label = document.createElement("label");
          const text = document.createElement("span");
          text.textContent = title;
          label.append(this.radios[place], text);
          return label;
        }),
      );
    }
    for (const radio of this.radios) radio.checked = radio.value === chosen;
  }
}
