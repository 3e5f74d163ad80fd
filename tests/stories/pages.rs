//! Pages that make it hard for a widget, and for which it makes nothing harder.

#![expect(clippy::indexing_slicing, clippy::expect_used, reason = "what is missing fails the test")]

mod bad_input;
mod commands;
mod commerce;
mod desk_in_use;
mod desk_under_attack;
mod elsewhere;
mod every_reading;
mod hostile_layers;
mod hostile_scripts;
mod hostile_style;
mod inspected;
mod languages;
mod left_early;
mod no_wasm;
mod outage;
mod privacy_control;
mod signals;
mod strict_policy;
mod tabs;
mod trap;
