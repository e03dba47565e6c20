// What a canvas is painted with, as SVG: shapes that stay sharp however large they are shown.

const NAMESPACE = "http://www.w3.org/2000/svg";
const ANCHORS = { left: "start", start: "start", center: "middle", right: "end", end: "end" };
/** How far below the middle of its letters a line of text lies, in parts of their size. */
const DROP = 0.36;

/** A path, in the place of a canvas's own. */
export class Outline {
  constructor() {
    this.d = "";
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.d += `M${round(x)} ${round(y)}`;
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.d += `${this.d ? "L" : "M"}${round(x)} ${round(y)}`;
  }

  closePath() {
    this.d += "Z";
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} across
   * @param {number} up
   */
  oval(x, y, across, up) {
    const [rx, ry] = [round(across), round(up)];
    this.d += `M${round(x - across)} ${round(y)}a${rx} ${ry} 0 1 0 ${round(2 * across)} 0a${rx} ${ry} 0 1 0 ${round(-2 * across)} 0Z`;
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  rect(x, y, width, height) {
    this.d += `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}Z`;
  }
}

/** A context that writes down what it is told to paint. It knows what the plots' overlays use, and no more. */
export class Sketch {
  constructor() {
    this.group = document.createElementNS(NAMESPACE, "g");
    this.look = { fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1, lineCap: "butt", font: "10px sans-serif", textAlign: "start", textBaseline: "alphabetic" };
    /** @type {number[]} */
    this.dash = [];
    this.turned = "";
    /** @type {{ look: Sketch["look"], dash: number[], turned: string }[]} */
    this.saved = [];
    this.path = new Outline();
    for (const name of /** @type {(keyof Sketch["look"])[]} */ (Object.keys(this.look)))
      Object.defineProperty(this, name, { get: () => this.look[name], set: (value) => Object.assign(this.look, { [name]: value }) });
  }

  save() {
    this.saved.push({ look: { ...this.look }, dash: this.dash, turned: this.turned });
  }

  restore() {
    Object.assign(this, this.saved.pop());
  }

  /** @param {number} x @param {number} y */
  translate(x, y) {
    this.turned += `translate(${round(x)} ${round(y)})`;
  }

  /** @param {number} angle */
  rotate(angle) {
    this.turned += `rotate(${round((180 * angle) / Math.PI)})`;
  }

  /** @param {number} size */
  scale(size) {
    this.turned += `scale(${round(size)})`;
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.dash = dash;
  }

  beginPath() {
    this.path = new Outline();
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.path.moveTo(x, y);
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.path.lineTo(x, y);
  }

  closePath() {
    this.path.closePath();
  }

  /** A whole circle. @param {number} x @param {number} y @param {number} radius */
  arc(x, y, radius) {
    this.path.oval(x, y, radius, radius);
  }

  /** A whole ellipse, not turned. @param {number} x @param {number} y @param {number} across @param {number} up */
  ellipse(x, y, across, up) {
    this.path.oval(x, y, across, up);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  fillRect(x, y, width, height) {
    const path = new Outline();
    path.rect(x, y, width, height);
    this.fill(path);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  strokeRect(x, y, width, height) {
    const path = new Outline();
    path.rect(x, y, width, height);
    this.stroke(path);
  }

  fill(path = this.path) {
    this.add("path", { d: path.d, fill: this.look.fillStyle });
  }

  stroke(path = this.path) {
    this.add("path", { d: path.d, ...this.pen() });
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    this.write(text, x, y, { fill: this.look.fillStyle });
  }

  /** @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) {
    this.write(text, x, y, { ...this.pen(), "stroke-linejoin": "round" });
  }

  pen() {
    const { strokeStyle, lineWidth, lineCap } = this.look;
    return { fill: "none", stroke: strokeStyle, "stroke-width": lineWidth, "stroke-linecap": lineCap, "stroke-dasharray": this.dash.join(" ") };
  }

  /**
   * @param {string} text
   * @param {number} x
   * @param {number} y
   * @param {Record<string, string | number>} paint
   */
  write(text, x, y, paint) {
    const [, weight, size, family] = this.look.font.match(/^(\d+) ([\d.]+)px (.*)$/) ?? ["", "400", "10", this.look.font];
    const drop = this.look.textBaseline === "middle" ? DROP * Number(size) : 0;
    const anchor = ANCHORS[/** @type {keyof typeof ANCHORS} */ (this.look.textAlign)];
    this.add("text", { x: round(x), y: round(y + drop), "font-weight": weight, "font-size": size, "font-family": family, "text-anchor": anchor, ...paint }).textContent = text;
  }

  /**
   * @param {string} name
   * @param {Record<string, string | number>} attributes
   */
  add(name, attributes) {
    const element = document.createElementNS(NAMESPACE, name);
    const { globalAlpha: opacity } = this.look;
    for (const [key, value] of Object.entries({ ...attributes, ...(opacity < 1 && { opacity }), ...(this.turned && { transform: this.turned }) }))
      if (value !== "") element.setAttribute(key, String(value));
    this.group.append(element);
    return element;
  }
}

/** @param {number} value to a thousandth of a pixel */
function round(value) {
  return Math.round(1000 * value) / 1000;
}
