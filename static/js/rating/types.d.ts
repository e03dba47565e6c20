// The shapes of the rating page. docs/protocol.md tells what they mean.

import type { Hyperparameters } from "../types.js";

/** Rows of pixels. */
export type Picture = number[][];

export interface Pair {
  name: string;
  title: string;
  same: boolean;
  right: Picture;
  other: Picture;
}

/** What the server computes of what a visitor has chosen. */
export interface RatingSetting {
  right: Picture;
  other: Picture;
  seed: number;
  optimizer: string;
  hyperparameters: Hyperparameters;
  steps: number;
}

export interface RatingColumns {
  step: number[];
  loss: number[];
  outputs: number[][][];
  weights: number[][][][];
}

export interface RatingOutcome {
  status: "finished" | "diverged" | "cancelled";
  step: number;
  loss: number;
}
