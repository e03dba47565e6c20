"""Objectives: functions of a point, written with tensor operations so that autograd gives the gradient."""
