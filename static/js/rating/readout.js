// The rating with the numbers that it is made of: what the network says of each picture, and how far that is apart.

import { shown } from "../numbers.js";
import { SUBSCRIPTS } from "./filters.js";

/** As many as tell any two numbers of float32 apart. */
const DIGITS = 9;

export class RatingReadout {
  /**
   * @param {HTMLTableElement} table
   * @param {HTMLElement} result
   */
  constructor(table, result) {
    this.result = result;
    this.rows = [...SUBSCRIPTS].map((digit) => {
      const row = table.tBodies[0].insertRow();
      const name = document.createElement("th");
      name.scope = "row";
      const symbol = document.createElement("span");
      Object.assign(symbol, { className: "symbol", textContent: `z${digit}` });
      name.append(symbol);
      row.append(name);
      return Array.from({ length: 3 }, () => {
        const cell = row.insertCell();
        cell.className = "digits";
        return cell;
      });
    });
  }

  /**
   * @param {number[][]} outputs
   * @param {number} rating
   */
  show([right, other], rating) {
    this.rows.forEach((cells, place) => {
      // float32 as torch subtracts: the exact difference, rounded once.
      const values = [right[place], other[place], Math.fround(right[place] - other[place])];
      values.forEach((value, column) => {
        cells[column].textContent = shown(value, 4);
        cells[column].title = shown(value, DIGITS);
      });
    });
    this.result.textContent = shown(rating, DIGITS);
  }
}
