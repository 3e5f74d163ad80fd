//! Pages that make it hard for a widget.
