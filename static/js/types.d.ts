// The shapes that the server sends and the pages hold. docs/protocol.md tells what they mean.

export interface Parameter {
  name: string;
  title: string;
  symbols: string[];
  default: number | number[];
  minimum: number;
  maximum: number;
  open: boolean;
  scale: "linear" | "log";
  slider: [number, number];
  help: string;
  whole?: boolean;
  initial?: boolean;
}

export interface Objective {
  /** What a run calls it by, its numbers with it. The page adds it to what the server says. */
  spec: ObjectiveSpec;
  name: string;
  title: string;
  about: string;
  formula: string;
  gradient: string[];
  mathml: { formula: string; gradient: string[] };
  dimension: number;
  domain: [number, number][];
  start: { default: number[]; minimum: number; maximum: number };
  minima: { point: number[]; loss: number; lowest: boolean }[];
  parameters: Parameter[];
  source: string;
}

/** A formula to work out: a number, a name, or an operation and what it is of. */
export type Tree = number | string | [string, ...Tree[]];

export interface Optimizer {
  name: string;
  title: string;
  about: string;
  reference: string;
  formula: string[];
  mathml: { name: string; left: string; right: string; tree: Tree }[];
  /** The rate times the curvature from which on it diverges in a bowl, null where theory doesn't know it. */
  edge: Tree | null;
  parameters: Parameter[];
  state: { name: string; title: string; symbol: string; role: "velocity" | "square" | "other"; start: number | string }[];
  intermediates: { name: string; title: string; symbol: string }[];
  hue: number | "own";
}

/** How the learning rate goes on from update to update. */
export interface Schedule {
  name: string;
  title: string;
  about: string;
  reference: string;
  parameters: Parameter[];
}

export type Hyperparameters = Record<string, number | number[]>;

export interface Change {
  step: number;
  optimizer: Hyperparameters;
}

/** An objective as a run names it: the numbers that shape it, or what was typed, beside its name. */
export interface ObjectiveSpec {
  name: string;
  formula?: string;
  domain?: [number, number][];
  [parameter: string]: string | number | [number, number][] | undefined;
}

/** A schedule of the learning rate as a run names it, its numbers beside its name. */
export interface ScheduleSpec {
  name: string;
  [parameter: string]: string | number;
}

export interface RunSpec {
  objective: ObjectiveSpec;
  optimizer: { name: string } & Record<string, string | number | number[]>;
  schedule: ScheduleSpec;
  start: number[];
  steps: number;
  changes: Change[];
}

export interface Columns {
  step: number[];
  point: number[][];
  loss: number[];
  grad: number[][];
  state: Record<string, number[][]>;
}

export interface Outcome {
  status: "finished" | "converged" | "diverged" | "cancelled" | "failed";
  step: number;
  point: number[];
  loss: number;
}

export interface Failure {
  field: string;
  reason: string;
  /** What went wrong in somebody's own code. */
  fault?: Fault;
}

/** What went wrong in somebody's own code, and where. */
export interface Fault {
  type: string;
  message: string;
  line: number | null;
  column: number | null;
  trace: { line: number; name: string; text: string }[];
  hint: string | null;
  step: number | null;
}

/** An optimizer that somebody wrote, its hyperparameters beside its source. */
export interface OwnOptimizer {
  source: string;
  class: string;
  [hyperparameter: string]: unknown;
}

/** What an own run says on its way. */
export interface Said {
  type: "started" | "print" | "warning" | "busy";
  text?: string;
  hint?: string | null;
  seconds?: number;
}

export interface Handlers {
  started?: (message: any) => void;
  steps?: (message: any) => void;
  progress?: (message: any) => void;
  print?: (message: any) => void;
  warning?: (message: any) => void;
  busy?: (message: any) => void;
  /** The server is lost. It is asked again when it is back. */
  lost?: () => void;
  done?: (message: any) => void;
  error?: (failure: Failure) => void;
}

/** What takes the answers to a request as they come. */
export interface Recording {
  readonly length: number;
  begin?(message: any): void;
  take(columns: any, frames?: any): void;
  finish(message: any): void;
  upto?(count: number): any;
  /** Take what the run says on its way. */
  hear?(said: Said): void;
  /** Take why the run ended early, where what came before counts. */
  fail?(failure: Failure): boolean;
}

/** One runner of the race: a rule, its numbers, and where it begins. */
export interface Lane {
  optimizer: string;
  hyperparameters: Hyperparameters;
  schedule: ScheduleSpec;
  /** Where it begins, null where all begin. */
  start: number[] | null;
  changes: Change[];
}

/** All that a visitor has chosen of what runs. */
export interface Setting {
  objective: ObjectiveSpec;
  start: number[];
  steps: number;
  lanes: Lane[];
  /** The number of the lane that the form shows and the hand moves. */
  focus: number;
}

/** What there is to choose from. */
export interface Catalogue {
  objectives: Objective[];
  optimizers: Optimizer[];
  schedules: Schedule[];
}

/** What the lab trains: a training, its rule as the forms have it. */
export interface LabSetting extends Omit<TrainingSpec, "optimizer"> {
  optimizer: string;
  hyperparameters: Hyperparameters;
}

/** What the lab's forms are drawn from. */
export interface LabCatalogue {
  datasets: DatasetEntry[];
  networks: NetworkEntry[];
  optimizers: Optimizer[];
  schedules: Schedule[];
}

/** A kind of data, or a network, and its parameters. */
export interface DatasetEntry {
  name: string;
  title: string;
  about: string;
  shape: number[];
  classes: string[];
  parameters: Parameter[];
  /** What of a training suits it, where that is not the article's. */
  training: Partial<TrainingSpec>;
}

export interface NetworkEntry {
  name: string;
  title: string;
  about: string;
  parameters: Parameter[];
  /** Of the inputs that it takes; any where it says none. */
  shapes: number[][];
}

/** A data set or a network of a training: its parameters beside its name. */
export type NamedSpec = { name: string } & Record<string, any>;

/** Points that somebody has drawn or brought. */
export interface PointsSpec extends NamedSpec {
  name: "points";
  points: number[][];
  labels: number[];
  classes: string[];
}

export interface TrainingSpec {
  data: NamedSpec;
  network: NamedSpec;
  loss: "cross_entropy" | "mse";
  order: "given" | "alternating" | "shuffled";
  batch: number;
  optimizer: { name: string } & Record<string, string | number | number[]>;
  schedule: ScheduleSpec;
  /** What is changed on the way; left out where nothing is. */
  changes?: Change[];
  seed: number;
  epochs: number;
}

/** Numbers in nested lists; null where one is not finite. */
export type Nested = number | null | Nested[];
/** Of each parameter of a network, by its name in torch: `conv.weight`, `output.bias`. */
export type Tensors = Record<string, Nested>;

export interface UpdateColumns {
  step: number[];
  epoch: number[];
  samples: number[][];
  loss: (number | null)[];
}

/** What a network says of samples: the class of each, the share that is right, the mean loss. */
export interface Verdict {
  predictions: number[];
  accuracy: Record<string, number | null>;
  loss: number | null;
  /** The logits of the first sample, which is all of the article's test. */
  first: (number | null)[];
}

/** A network before the update from `step` on, or after the last one: then nothing is coming. */
export interface Frame {
  step: number;
  weights: Tensors;
  state: Record<string, Tensors>;
  training: Verdict;
  test: Verdict | null;
  /** By layer, the units of a ReLU that are zero for every sample. */
  silent: Record<string, number[]>;
  plane: { said: Typed; share: Typed } | null;
  grads: Tensors | null;
  update: Tensors | null;
  logits: (number | null)[][] | null;
}

export interface TrainingOutcome {
  status: "finished" | "diverged" | "cancelled" | "failed";
  step: number;
  loss: number | null;
}

/** Inputs are points [x, y] or pictures [1][rows][columns]. */
export interface Samples {
  inputs: any[];
  labels: number[];
}

/** The samples in the order in which they are given. */
export interface Data {
  data: NamedSpec;
  shape: number[];
  classes: string[];
  domain: [number, number][];
  training: Samples;
  test: Samples | null;
}

/** A large array: bytes in base64, row by row. */
export interface Typed {
  dtype: "f4" | "f8" | "i1" | "i2" | "u1";
  bdata: string;
  shape?: string;
}

/** How many runs ended. */
export interface Ends {
  statuses: Outcome["status"][];
  status: Typed;
  step: Typed;
  loss: Typed;
  minimum: Typed;
}

export interface FanAnswer {
  fan: { values: (number | number[])[]; kept: number[] };
  point: Typed;
  loss: Typed;
  grad: Typed;
  state: Record<string, Typed>;
  ends: Ends;
}

export interface Axis {
  field: string;
  low: number;
  high: number;
  count: number;
  scale: "linear" | "log";
}

export interface SweepAnswer {
  sweep: { run: RunSpec; x: Axis; y: Axis };
  x: Typed;
  y: Typed;
  edge: Typed | null;
  ends: Ends;
}

/** The losses of many networks, update by update, over those that go on. */
export interface EnsembleBand {
  step: number[];
  going: number[];
  min: (number | null)[];
  p10: (number | null)[];
  median: (number | null)[];
  p90: (number | null)[];
  max: (number | null)[];
}

/** How many networks stand at an update. */
export interface EnsembleStanding {
  step: number;
  learned: number;
  diverged: number;
  training: Record<string, number | null>;
  test: Record<string, number | null> | null;
}

/** How each network ended. */
export interface EnsembleNetworks {
  seed: number[];
  status: ("finished" | "diverged")[];
  step: number[];
  loss: (number | null)[];
  learned: boolean[];
  training: number[];
  test: number[] | null;
}

/** The mean and the standard deviation of each weight. */
export interface EnsembleSpread {
  mean: Tensors;
  deviation: Tensors;
}

export interface SeedMapAnswer {
  ensemble_map: { count: number; x: Axis; y: Axis };
  x: Typed;
  y: Typed;
  learned: Typed;
  diverged: Typed;
}

declare global {
  const Plotly: any;
}
