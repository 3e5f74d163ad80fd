//! Letters as they are compared: without case, accents, points and widths.
//!
//! By hand and not by the tables of Unicode, which would be several times the size of all
//! the rest. What is not in here is compared as it is written.

/// What a character is to a reader of words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Letter {
    /// Ends a word.
    Gap,
    /// Holds two parts of a word together that are words as well: `-` and `'`.
    Link,
    /// Part of a word, but nobody types it: an accent, a vowel point, a soft hyphen.
    Silent,
    /// Of a script with spaces between words.
    Plain(char),
    /// The same, compared as two letters: æ, ß.
    Pair(char, char),
    /// Of a script without spaces, or with words too long to be typed alike.
    Dense(char),
}

use Letter::{Dense, Gap, Link, Pair, Plain, Silent};

/// What U+00C0 to U+00DF are compared as, and U+00E0 to U+00FF likewise.
const LATIN: &[u8; 32] = b"aaaaaaaceeeeiiiidnooooo ouuuuyts";
/// What U+0100 to U+017F are compared as.
const LATIN_EXTENDED: &[u8; 128] =
    b"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll\
nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
/// Half-width Katakana from U+FF66 on, as Hiragana.
const HALF_WIDTH: &str = "をぁぃぅぇぉゃゅょっーあいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん";

/// First, last and what all between are compared as: further Latin letters.
const FURTHER: [(char, char, char); 13] = [
    ('\u{1a0}', '\u{1a1}', 'o'),
    ('\u{1af}', '\u{1b0}', 'u'),
    ('\u{218}', '\u{219}', 's'),
    ('\u{21a}', '\u{21b}', 't'),
    ('\u{1e9e}', '\u{1e9e}', 's'),
    ('\u{1ea0}', '\u{1eb7}', 'a'),
    ('\u{1eb8}', '\u{1ec7}', 'e'),
    ('\u{1ec8}', '\u{1ecb}', 'i'),
    ('\u{1ecc}', '\u{1ee3}', 'o'),
    ('\u{1ee4}', '\u{1ef1}', 'u'),
    ('\u{1ef2}', '\u{1ef9}', 'y'),
    // Digits of Arabic and Persian become those of everybody, by their last bits.
    ('\u{660}', '\u{669}', '0'),
    ('\u{6f0}', '\u{6f9}', '0'),
];

/// Single letters of Greek, Cyrillic, Hebrew and Arabic, each before what it is compared as.
const SINGLE: &str = "άαέεήηίιόούυώωςσϊιϋυΐιΰυΆαΈεΉηΊιΌοΎυΏωёеґг\
ךכםמןנףפץצأاإاآاٱاىيةهؤوئيکكیي";

/// First and last of the signs that nobody types, though they stand within words.
const SILENT: &str = "\u{ad}\u{ad}\u{300}\u{36f}\u{591}\u{5bd}\u{5bf}\u{5bf}\
    \u{5c1}\u{5c2}\u{5c4}\u{5c7}\u{610}\u{61a}\u{640}\u{640}\
    \u{64b}\u{65f}\u{670}\u{670}\u{200b}\u{200f}\u{2060}\u{2069}\
    \u{3099}\u{309c}\u{fe00}\u{fe0f}\u{ff9e}\u{ff9f}";

/// First and last of signs between words.
const GAPS: &str = "\u{80}\u{a9}\u{ab}\u{b4}\u{b6}\u{b9}\u{bb}\u{bf}\
    \u{d7}\u{d7}\u{f7}\u{f7}\u{37e}\u{37e}\u{387}\u{387}\
    \u{55a}\u{55f}\u{589}\u{58a}\u{5be}\u{5be}\u{5c0}\u{5c3}\
    \u{5f3}\u{5f4}\u{60c}\u{60d}\u{61b}\u{61f}\u{66a}\u{66d}\
    \u{6d4}\u{6d4}\u{964}\u{965}\u{2000}\u{2bff}\u{2e00}\u{2e7f}\
    \u{3000}\u{3004}\u{3008}\u{303f}\u{e000}\u{f8ff}\u{fe10}\u{fe6f}\
    \u{ff5f}\u{ffff}\u{1f000}\u{1faff}";

/// First and last of scripts without spaces; and Korean, which glues what belongs to a word to it.
const DENSE: &str = "\u{e01}\u{eff}\u{1000}\u{109f}\u{1780}\u{17ff}\u{3005}\u{3007}\
    \u{3041}\u{30ff}\u{3400}\u{9fff}\u{ac00}\u{d7a3}\u{f900}\u{faff}\
    \u{20000}\u{3ffff}";

/// Reads one character.
pub(crate) fn letter(char: char) -> Letter {
    match char {
        'a'..='z' | '0'..='9' => Plain(char),
        'A'..='Z' => Plain(char.to_ascii_lowercase()),
        '-' | '\'' | '\u{2010}' | '\u{2011}' | '\u{2019}' => Link,
        '\0'..='\u{7f}' => Gap,
        'ß' | '\u{1e9e}' => Pair('s', 's'),
        'æ' | 'Æ' => Pair('a', 'e'),
        'œ' | 'Œ' => Pair('o', 'e'),
        'þ' | 'Þ' => Pair('t', 'h'),
        'ÿ' => Plain('y'),
        'ª' => Plain('a'),
        'º' => Plain('o'),
        '\u{ff01}'..='\u{ff5e}' => letter(moved(char, -0xfee0)),
        '・' => Gap,
        '\u{ff66}'..='\u{ff9d}' => {
            HALF_WIDTH.chars().nth(char as usize - 0xff66).map_or(Gap, letter)
        }
        _ if is_in(SILENT, char) => Silent,
        _ if is_in(GAPS, char) => Gap,
        _ if is_in(DENSE, char) => Dense(kana(char)),
        _ => Plain(spaced(char)),
    }
}

/// Whether a letter belongs to a script whose words have small words glued to their beginning.
pub(crate) fn is_semitic(char: char) -> bool {
    ('\u{5d0}'..='\u{6ff}').contains(&char)
}

/// Whether a character lies between the two of a pair.
fn is_in(pairs: &str, char: char) -> bool {
    let mut ends = pairs.chars();
    while let (Some(first), Some(last)) = (ends.next(), ends.next()) {
        if (first..=last).contains(&char) {
            return true;
        }
    }
    false
}

fn moved(char: char, by: i32) -> char {
    (char as u32).checked_add_signed(by).and_then(char::from_u32).unwrap_or(char)
}

/// A letter of a script with spaces, without case and accent.
fn spaced(char: char) -> char {
    let number = char as usize;
    match char {
        '\u{c0}'..='\u{ff}' => LATIN.get(number & 31).map_or(char, |byte| char::from(*byte)),
        '\u{100}'..='\u{17f}' => {
            LATIN_EXTENDED.get(number - 0x100).map_or(char, |byte| char::from(*byte))
        }
        'Α'..='Ω' | 'А'..='Я' => moved(char, 0x20),
        'Ё' => 'е',
        'Ѐ'..='Џ' => moved(char, 0x50),
        'Ґ' => 'г',
        'Ա'..='Ֆ' => moved(char, 0x30),
        _ => {
            let further = FURTHER.iter().find(|row| (row.0..=row.1).contains(&char));
            match further {
                Some((_, _, '0')) => moved('0', i32::try_from(number & 15).unwrap_or(0)),
                Some((_, _, plain)) => *plain,
                None => single(char),
            }
        }
    }
}

fn single(char: char) -> char {
    let mut letters = SINGLE.chars();
    while let (Some(known), Some(plain)) = (letters.next(), letters.next()) {
        if known == char {
            return plain;
        }
    }
    char
}

/// Katakana as Hiragana, and both without the marks of voice, which half-width letters
/// have beside them.
fn kana(char: char) -> char {
    let char = if ('ァ'..='ヶ').contains(&char) { moved(char, -0x60) } else { char };
    let number = char as i32;
    let back = match char {
        'が'..='ぢ' => i32::from(number % 2 == 0),
        'づ'..='ど' => i32::from(number % 2 == 1),
        'ば'..='ぽ' => number % 3,
        _ => 0,
    };
    if char == 'ゔ' { 'う' } else { moved(char, -back) }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use std::string::String;

    use super::{Letter, letter};

    fn folded(text: &str) -> String {
        let mut out = String::new();
        for char in text.chars() {
            match letter(char) {
                Letter::Gap => out.push(' '),
                Letter::Link => out.push('-'),
                Letter::Silent => {}
                Letter::Plain(one) | Letter::Dense(one) => out.push(one),
                Letter::Pair(one, two) => out.extend([one, two]),
            }
        }
        out
    }

    #[test]
    fn case_accents_and_widths_make_no_difference() {
        for (one, other) in [
            ("ÀÉÎÕÜÇÑŠŽŁŃŐĐ", "aeioucnszlnod"),
            ("Straße Œuvre Ærø", "strasse oeuvre aero"),
            ("İstanbul ığ", "istanbul ig"),
            ("Tiếng Việt ơ ư", "tieng viet o u"),
            ("ΆΝΘΡΩΠΟΣ ς", "ανθρωποσ σ"),
            ("ЁЛКА Ґ", "елка г"),
            ("ＡＢＣ１２", "abc12"),
            ("ﾊﾟｽﾜｰﾄﾞ", "はすわーと"),
            ("パスワード", "はすわーと"),
            ("がざだづでどばぱびぴぼぽ", "かさたつてとははひひほほ"),
            ("إرْجَاعـ", "ارجاع"),
            ("שָׁלוֹם", "שלומ"),
            ("١٢٣ ۴۵", "123 45"),
            ("e\u{301}te\u{301}", "ete"),
        ] {
            assert_eq!(folded(one), other, "{one}");
        }
    }

    #[test]
    fn signs_end_words() {
        assert_eq!(folded("a、b。c「d」e…f→g・h،i؟j😀k"), "a b c d e f g h i j k");
    }

    #[test]
    fn every_table_has_a_row_for_each_letter() {
        assert_eq!(super::LATIN_EXTENDED.len(), 128);
        assert_eq!(super::HALF_WIDTH.chars().count(), 0xff9e - 0xff66);
        assert_eq!(super::SINGLE.chars().count() % 2, 0);
    }
}
