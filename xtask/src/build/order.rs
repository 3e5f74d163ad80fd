//! Puts the functions of a module in order: what is alike stands side by side.
//!
//! The linker's order means nothing, and brotli says a piece that it has just seen
//! shorter than one from far away (docs/decisions/0023-smaller-parts.md).

use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;

use anyhow::{Context, Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, MemArg, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

/// How likeness is measured. No measure is best for every module, and a small change of the
/// code makes another one the best: all are tried, and what compresses best is kept (0.3 %).
#[derive(Clone, Copy)]
struct Measure {
    /// Functions are compared by what they share in pieces of so many bytes.
    piece_bytes: usize,
    /// How many functions before the next one count, each one less than the one after it.
    look_back: usize,
    fading: f64,
    /// How much is taken off a long function, which shares more with everything.
    levelling: f64,
}

const PIECES: [usize; 4] = [4, 5, 6, 7];
const LOOKS_BACK: [(usize, f64); 4] = [(2, 0.6), (3, 0.75), (4, 0.8), (6, 0.85)];
const LEVELLINGS: [f64; 4] = [0.7, 0.75, 0.85, 0.95];
/// What so many functions have is no likeness.
const MOST_HOLDERS: usize = 150;

/// The same module with its functions in the order that compresses best.
pub(super) fn by_likeness(module: &[u8]) -> Result<Vec<u8>> {
    let (imported, bodies) = functions(module)?;
    let mut best: Option<(usize, Vec<u8>)> = None;
    for piece_bytes in PIECES {
        for (look_back, fading) in LOOKS_BACK {
            for levelling in LEVELLINGS {
                let measure = Measure { piece_bytes, look_back, fading, levelling };
                let ordered = in_order(module, imported, sequence(&bodies, measure))?;
                let size = crate::size::brotli(&ordered)?;
                if best.as_ref().is_none_or(|(known, _)| size < *known) {
                    best = Some((size, ordered));
                }
            }
        }
    }
    best.map(|(_, ordered)| ordered).context("there is a measure")
}

/// The module with its functions in this order.
fn in_order(module: &[u8], imported: usize, sequence: Vec<usize>) -> Result<Vec<u8>> {
    let count = imported + sequence.len();
    let mut places: Vec<usize> = (0..count).collect();
    for (new, old) in sequence.iter().enumerate() {
        if let Some(place) = places.get_mut(imported + old) {
            *place = imported + new;
        }
    }
    let mut ordered = Module::new();
    Ordered { places, sequence }
        .parse_core_module(&mut ordered, Parser::new(0), module)
        .map_err(|error| anyhow!("cannot put a module in order: {error}"))?;
    Ok(ordered.finish())
}

/// How many functions are imported, and the bodies of the others.
fn functions(module: &[u8]) -> Result<(usize, Vec<&[u8]>)> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    Ok((imported, bodies))
}

/// Where the functions go: each time the one that is most like the last ones.
fn sequence(bodies: &[&[u8]], measure: Measure) -> Vec<usize> {
    let Measure { piece_bytes, look_back, fading, levelling } = measure;
    let pieces: Vec<BTreeSet<&[u8]>> =
        bodies.iter().map(|body| body.windows(piece_bytes).collect()).collect();
    let mut holders: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, pieces) in pieces.iter().enumerate() {
        for piece in pieces {
            holders.entry(piece).or_default().push(function);
        }
    }
    holders.retain(|_, functions| (2..MOST_HOLDERS).contains(&functions.len()));
    let mut waiting: BTreeSet<usize> = (0..bodies.len()).collect();
    let mut sequence: Vec<usize> = Vec::new();
    while !waiting.is_empty() {
        let mut likeness = vec![0.0; bodies.len()];
        let mut weight = 1.0;
        for last in sequence.iter().rev().take(look_back) {
            for piece in pieces.get(*last).into_iter().flatten() {
                let Some(functions) = holders.get(piece) else { continue };
                // A piece that many have says little about two of them.
                let share = weight / ((functions.len() - 1) as f64).sqrt();
                for function in functions {
                    if let Some(likeness) = likeness.get_mut(*function) {
                        *likeness += share;
                    }
                }
            }
            weight *= fading;
        }
        // A long function shares more than a short one with everything.
        let score = |function: usize| {
            let length = pieces.get(function).map_or(1, |pieces| pieces.len().max(1)) as f64;
            likeness.get(function).unwrap_or(&0.0) / length.powf(levelling)
        };
        let next = waiting.iter().copied().rev().max_by(|a, b| score(*a).total_cmp(&score(*b)));
        sequence.extend(next);
        waiting.retain(|function| Some(*function) != next);
    }
    sequence
}

/// Writes a module anew.
struct Ordered {
    /// The new number of each function.
    places: Vec<usize>,
    /// The old place of each function that is not imported.
    sequence: Vec<usize>,
}

type Written<T> = Result<T, Error<Infallible>>;

impl Reencode for Ordered {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Written<u32> {
        let place = self.places.get(function as usize).copied();
        Ok(place.and_then(|place| u32::try_from(place).ok()).unwrap_or(function))
    }

    /// How far an address is aligned is a hint that browsers do not take. It is the
    /// same everywhere then, whatever the compiler knew.
    fn mem_arg(&mut self, mut access: wasmparser::MemArg) -> Written<MemArg> {
        access.align = access.max_align;
        utils::mem_arg(self, access)
    }

    fn parse_function_section(
        &mut self,
        written: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Written<()> {
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for function in &self.sequence {
            if let Some(kind) = types.get(*function) {
                written.function(*kind);
            }
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        written: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Written<()> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for function in self.sequence.clone() {
            if let Some(body) = bodies.get(function) {
                self.parse_function_body(written, body.clone())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike_stands_side_by_side_and_nothing_is_lost() {
        let bodies: [&[u8]; 4] =
            [b"one thing and more", b"quite another", b"one thing and less", b"an other one"];
        let measure = Measure { piece_bytes: 6, look_back: 3, fading: 0.75, levelling: 0.75 };
        let sequence = sequence(&bodies, measure);
        assert_eq!(sequence.get(..2), Some(&[0, 2][..]));
        assert_eq!(BTreeSet::from_iter(sequence).len(), bodies.len());
    }

    #[test]
    fn calls_follow_the_functions_to_their_new_places() {
        use wasm_encoder::{Function, Instruction, TypeSection};
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let (mut declared, mut code) = (FunctionSection::new(), CodeSection::new());
        for (calls, called) in [(3, 2), (0, 0), (4, 2)] {
            declared.function(0);
            let mut body = Function::new([]);
            for _ in 0..calls {
                body.instruction(&Instruction::Call(called)).instruction(&Instruction::Nop);
            }
            code.function(body.instruction(&Instruction::End));
        }
        module.section(&types).section(&declared).section(&code);
        let ordered = by_likeness(&module.finish()).unwrap_or_default();
        // The last function called itself, and is the second one now.
        let (_, bodies) = functions(&ordered).unwrap_or_default();
        let calls = |place: usize| {
            bodies.get(place).map(|body| body.iter().filter(|b| **b == 0x10).count())
        };
        assert_eq!((calls(0), calls(1), calls(2)), (Some(3), Some(4), Some(0)));
        assert_eq!(bodies.get(1).and_then(|body| body.get(1..3)), Some(&[0x10, 1][..]));
    }
}
