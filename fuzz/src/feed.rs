//! Bytes, taken one value after the other.

/// What is left of the bytes; when there are none left, everything is zero.
pub struct Feed<'a>(&'a [u8]);

/// Numbers at which something could break.
const EDGES: [i64; 12] = [
    0,
    1,
    -1,
    i64::MAX,
    i64::MIN,
    i64::MAX - 1,
    86_400_000,
    1_800_000,
    30_000,
    1_000,
    u32::MAX as i64,
    180 * 86_400_000,
];

impl<'a> Feed<'a> {
    /// All of them.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Whether there is anything left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One byte.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// Whether the next byte is odd.
    pub fn flag(&mut self) -> bool {
        self.byte() & 1 == 1
    }

    /// A number, often one at an edge.
    pub fn number(&mut self) -> i64 {
        match self.byte() {
            kind @ 0..64 => EDGES[usize::from(kind) % EDGES.len()],
            64..160 => i64::from(self.byte()),
            160..224 => i64::from(self.byte()) * 1_000,
            _ => i64::from_le_bytes(std::array::from_fn(|_| self.byte())),
        }
    }

    /// The same as another type, cut.
    pub fn small(&mut self) -> u32 {
        self.number() as u32
    }

    /// One of these.
    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::from(self.byte()) % all.len()]
    }

    /// Maybe something.
    pub fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.flag().then(|| make(self))
    }

    /// A few of something.
    pub fn few<T>(&mut self, make: impl Fn(&mut Self) -> T) -> Vec<T> {
        let count = self.byte() % 6;
        (0..count).map(|_| make(self)).collect()
    }

    /// A text: often one of a few, so that they are the same, or whatever follows.
    pub fn text(&mut self) -> String {
        match self.byte() {
            0..160 => format!("id-{}", self.byte() % 4),
            160..170 => "\"\\\u{1}\u{2028}ü".repeat(usize::from(self.byte())),
            170..176 => "x".repeat(usize::from(self.byte()) * 256),
            length => {
                let length = usize::from(length - 176).min(self.0.len());
                let (text, rest) = self.0.split_at(length);
                self.0 = rest;
                String::from_utf8_lossy(text).into_owned()
            }
        }
    }
}
