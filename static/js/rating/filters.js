// The four filters of the network as images: sign by colour, size by strength, each weight as a number.

/** The subscripts of the four. */
export const SUBSCRIPTS = "₀₁₂₃";

export class Filters {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.cells = [...SUBSCRIPTS].map(() => Array.from({ length: 16 }, () => cell()));
    host.replaceChildren(
      ...this.cells.map((cells, number) => {
        const figure = document.createElement("figure");
        const title = document.createElement("figcaption");
        Object.assign(title, { className: "small soft", textContent: `Filter ${number}` });
        const table = document.createElement("div");
        table.className = "rater-filter";
        table.setAttribute("role", "table");
        table.setAttribute("aria-label", `Weights of filter ${number}`);
        for (let row = 0; row < 16; row += 4) table.append(line(cells.slice(row, row + 4)));
        figure.append(title, table);
        return figure;
      }),
    );
    /** @type {number[][][] | null} */
    this.weights = null;
  }

  /**
   * @param {number[][][]} weights
   * @param {number} reach what is shown in full colour
   */
  show(weights, reach) {
    if (weights === this.weights) return;
    this.weights = weights;
    weights.forEach((filter, number) =>
      filter.flat().forEach((weight, place) => {
        const cell = this.cells[number][place];
        cell.style.setProperty("--share", `${100 * Math.sqrt(Math.abs(weight) / (reach || 1))}%`);
        cell.dataset.sign = weight < 0 ? "negative" : "positive";
        cell.textContent = short(weight);
        cell.title = String(weight);
      }),
    );
  }
}

function cell() {
  const cell = document.createElement("span");
  cell.setAttribute("role", "cell");
  return cell;
}

/** @param {HTMLElement[]} cells */
function line(cells) {
  const row = document.createElement("div");
  row.className = "rater-row";
  row.setAttribute("role", "row");
  row.append(...cells);
  return row;
}

/**
 * A weight as its cell has room for it.
 * @param {number} value
 */
export function short(value) {
  const size = Math.abs(value);
  const text = size >= 1e4 ? value.toExponential(0).replace("e+", "e") : value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
  return text.replace("-", "−");
}
