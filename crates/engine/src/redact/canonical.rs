//! A text as detectors read it: decoded, folded to ASCII where it looks like
//! ASCII, with the place each byte came from.

use super::kind::{Kind, LABELS};

/// Stands for a byte that is marked: no detector takes it for anything.
pub(super) const MARKED: u8 = 1;

/// The mark of a label that was there before.
const KEPT: u8 = u8::MAX;

/// A text as detectors read it.
///
/// Percent escapes are undone however often they were applied, invisible
/// characters are gone, full-width letters and foreign digits are ASCII. What
/// is written out in the end is the original, so a text without a find stays
/// byte for byte.
pub(super) struct Canonical {
    pub(super) bytes: Vec<u8>,
    /// Where in the original each byte begins.
    starts: Vec<usize>,
    /// Per byte: 0, a kind and one, or [`KEPT`].
    marks: Vec<u8>,
    /// Whether blanks are left out, since `[at]` was read just now.
    skips_blanks: bool,
}

/// Where the digits of a script begin; the ten follow each other (Unicode 16, Nd).
const ZEROS: [u32; 11] =
    [0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xE50, 0xFF10];

/// First, last, and what counts instead; 0 for nothing at all.
const FOLDS: [(u32, u32, u8); 23] = [
    (0x85, 0x85, b' '),
    (0xA0, 0xA0, b' '),
    (0xAD, 0xAD, 0),
    (0xB7, 0xB7, b'.'),
    (0x34F, 0x34F, 0),
    (0x61C, 0x61C, 0),
    (0x1680, 0x1680, b' '),
    (0x180E, 0x180E, 0),
    (0x2000, 0x200A, b' '),
    (0x200B, 0x200F, 0),
    (0x2010, 0x2015, b'-'),
    (0x2018, 0x2019, b'\''),
    (0x2024, 0x2024, b'.'),
    (0x2028, 0x2029, b' '),
    (0x202A, 0x202E, 0),
    (0x202F, 0x202F, b' '),
    (0x205F, 0x205F, b' '),
    (0x2060, 0x206F, 0),
    (0x2212, 0x2212, b'-'),
    (0x3000, 0x3000, b' '),
    (0xFE00, 0xFE0F, 0),
    (0xFE6B, 0xFE6B, b'@'),
    (0xFEFF, 0xFEFF, 0),
];

impl Canonical {
    pub(super) fn of(text: &str) -> Self {
        let mut canonical = Self {
            bytes: Vec::with_capacity(text.len()),
            starts: Vec::with_capacity(text.len()),
            marks: Vec::new(),
            skips_blanks: false,
        };
        for (start, byte) in text.bytes().enumerate() {
            canonical.take(byte, start);
        }
        canonical.marks.resize(canonical.bytes.len(), 0);
        canonical.keep_labels();
        canonical
    }

    /// The byte at a place; 0 outside.
    pub(super) fn at(&self, place: usize) -> u8 {
        self.bytes.get(place).copied().unwrap_or(0)
    }

    /// The byte before a place; 0 at the beginning.
    pub(super) fn before(&self, place: usize) -> u8 {
        self.at(place.wrapping_sub(1))
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &[u8] {
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// The first place from `start` on where the bytes are others.
    pub(super) fn skip(&self, mut start: usize, is_one: fn(u8) -> bool) -> usize {
        while start < self.len() && is_one(self.at(start)) {
            start += 1;
        }
        start
    }

    /// The first place from which on the bytes before `end` are such ones.
    pub(super) fn skip_back(&self, mut end: usize, is_one: fn(u8) -> bool) -> usize {
        while end > 0 && is_one(self.before(end)) {
            end -= 1;
        }
        end
    }

    /// Whether something is written here, in letters of either case.
    pub(super) fn has(&self, place: usize, word: &[u8]) -> bool {
        self.slice(place, place + word.len()).eq_ignore_ascii_case(word)
    }

    /// Every run of such bytes, as begin and end.
    pub(super) fn runs(&self, is_one: fn(u8) -> bool) -> Vec<(usize, usize)> {
        let mut runs = Vec::new();
        let mut place = 0;
        while place < self.len() {
            let end = self.skip(place, is_one);
            if end > place {
                runs.push((place, end));
            }
            place = end + 1;
        }
        runs
    }

    /// Marks from `start` to before `end`.
    pub(super) fn mark(&mut self, start: usize, end: usize, kind: Kind) {
        self.put(start, end, kind as u8 + 1);
    }

    pub(super) fn has_marks(&self) -> bool {
        self.marks.iter().any(|mark| *mark != 0 && *mark != KEPT)
    }

    /// The original, with a label in the place of each marked stretch.
    pub(super) fn write(&self, original: &str, out: &mut String) {
        let (mut written, mut last) = (0, 0);
        for (place, mark) in self.marks.iter().copied().enumerate() {
            let Some(label) = LABELS.get(usize::from(mark).wrapping_sub(1)) else {
                last = mark;
                continue;
            };
            let mut end = self.starts.get(place + 1).copied().unwrap_or(original.len());
            if mark != last {
                let start = self.starts.get(place).copied().unwrap_or(end);
                let start = floor(original, start.max(written));
                out.push_str(original.get(written..start).unwrap_or_default());
                out.push_str(label);
            }
            while !original.is_char_boundary(end) {
                end += 1;
            }
            written = end.max(written);
            last = mark;
        }
        out.push_str(original.get(written..).unwrap_or_default());
    }

    fn put(&mut self, start: usize, end: usize, mark: u8) {
        for place in start..end.min(self.len()) {
            if let (Some(byte), Some(old)) = (self.bytes.get_mut(place), self.marks.get_mut(place))
            {
                *byte = MARKED;
                *old = mark;
            }
        }
    }

    /// A label from an earlier time is no text any more.
    fn keep_labels(&mut self) {
        for place in 0..self.len() {
            if self.at(place) != b'[' {
                continue;
            }
            let found = LABELS.iter().find(|label| self.has(place, label.as_bytes()));
            if let Some(label) = found {
                self.put(place, place + label.len(), KEPT);
            }
        }
    }

    /// Takes one byte of the original, and what follows from it: the third
    /// byte of an escape is another byte, which may end an escape itself.
    fn take(&mut self, byte: u8, start: usize) {
        if self.skips_blanks && byte == b' ' {
            return;
        }
        self.skips_blanks = false;
        let mut next = Some((byte, start));
        while let Some((byte, start)) = next {
            self.bytes.push(byte);
            self.starts.push(start);
            next = match byte {
                0x80.. => self.fold(),
                b')' | b']' | b'}' => self.spelled(),
                _ => self.escaped(),
            };
        }
    }

    /// Takes the last bytes away and says where they began.
    fn drop_from(&mut self, place: usize) -> usize {
        let start = self.starts.get(place).copied().unwrap_or(0);
        self.bytes.truncate(place);
        self.starts.truncate(place);
        start
    }

    /// `%41` at the end is an `A`.
    fn escaped(&mut self) -> Option<(u8, usize)> {
        let place = self.len().checked_sub(3)?;
        if self.at(place) != b'%' {
            return None;
        }
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let code = digit(self.at(place + 1))? * 16 + digit(self.at(place + 2))?;
        Some((u8::try_from(code).ok()?, self.drop_from(place)))
    }

    /// `[at]` and `(dot)` at the end, with blanks around them.
    fn spelled(&mut self) -> Option<(u8, usize)> {
        let end = self.skip_back(self.len() - 1, is_blank);
        for (word, sign) in [(&b"at"[..], b'@'), (b"dot", b'.')] {
            let place = end.checked_sub(word.len())?;
            let open = self.skip_back(place, is_blank);
            if self.has(place, word) && matches!(self.before(open), b'(' | b'[' | b'{') {
                let start = self.skip_back(open - 1, is_blank);
                self.skips_blanks = true;
                return Some((sign, self.drop_from(start)));
            }
        }
        None
    }

    /// A whole character at the end that stands for one of ASCII, or for nothing.
    fn fold(&mut self) -> Option<(u8, usize)> {
        let lead = (2..=4).find_map(|length| {
            let place = self.len().checked_sub(length)?;
            let is_lead = match length {
                2 => 0xC0..0xE0,
                3 => 0xE0..0xF0,
                _ => 0xF0..0xF8_u8,
            };
            is_lead.contains(&self.at(place)).then_some(place)
        })?;
        let bytes = self.slice(lead, self.len());
        let code = bytes.iter().enumerate().fold(0, |code, (place, byte)| match place {
            0 => u32::from(*byte & (0x7F >> bytes.len())),
            _ => code << 6 | u32::from(*byte & 0x3F),
        });
        let folded = folded(code)?;
        let start = self.drop_from(lead);
        (folded != 0).then_some((folded, start))
    }
}

/// What a character counts as; none for itself.
fn folded(code: u32) -> Option<u8> {
    let among = |first: u32, last: u32| (first..=last).contains(&code);
    if let Some(zero) = ZEROS.iter().find(|zero| among(**zero, **zero + 9)) {
        return Some(b'0' + u8::try_from(code - zero).ok()?);
    }
    if among(0xFF01, 0xFF5E) {
        return u8::try_from(code - 0xFEE0).ok();
    }
    // Mathematical digits: five styles of ten.
    if among(0x1D7CE, 0x1D7FF) {
        return Some(b'0' + u8::try_from((code - 0x1D7CE) % 10).ok()?);
    }
    FOLDS.iter().find(|(first, last, _)| among(*first, *last)).map(|(_, _, sign)| *sign)
}

fn floor(text: &str, mut place: usize) -> usize {
    while !text.is_char_boundary(place) {
        place -= 1;
    }
    place
}

/// Part of a word; what is marked belongs to no word of its own.
pub(super) fn is_word(byte: u8) -> bool {
    is_letter(byte) || byte.is_ascii_digit() || byte == b'_' || byte == MARKED
}

/// A letter of any script.
pub(super) fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

pub(super) fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
