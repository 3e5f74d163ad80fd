//! Where everything of the drawn map stands.

use crate::stage::{OnTheMap, Side, Stage};
use crate::store::JourneyMap;

/// Which way the river runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// Left to right, for wide screens.
    Across,
    /// Top to bottom, for phones.
    Down,
}

impl Direction {
    pub(super) fn name(self) -> &'static str {
        self.pick("across", "down")
    }

    pub(super) fn pick<T>(self, across: T, down: T) -> T {
        match self {
            Self::Across => across,
            Self::Down => down,
        }
    }
}

/// The measures of a drawing, in its own units; one unit is about one CSS pixel.
struct Measures {
    /// From one stage to the next.
    step: f64,
    /// The middle of the river, from the side where the names are.
    middle: f64,
    /// The river at its widest.
    widest: f64,
    /// The far side, where falls have faded out.
    end: f64,
    /// The whole drawing, from the side of the names to the other.
    breadth: f64,
}

const ACROSS: Measures =
    Measures { step: 160.0, middle: 178.0, widest: 118.0, end: 292.0, breadth: 340.0 };

const DOWN: Measures =
    Measures { step: 78.0, middle: 174.0, widest: 88.0, end: 258.0, breadth: 350.0 };

/// A river or a fall that anything runs through is at least this wide, to be seen.
const THINNEST: f64 = 2.5;

/// How far a fall spreads where it leaves the river, and begins behind its bank.
const FLARE: f64 = 7.0;
const BEHIND: f64 = 4.0;

/// Between a bracket and the next, and between brackets and the edge.
const BRACKET_GAP: f64 = 10.0;
const BRACKET_ASIDE: f64 = 30.0;

/// A rectangle.
pub(super) struct Frame {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

type Point = (f64, f64);

/// Where the words of one stage stand.
pub(super) struct Captions {
    pub(super) name: Point,
    pub(super) reached: Point,
    pub(super) stopped: Point,
    pub(super) here: Point,
}

/// The map of some journeys, ready to be drawn.
pub(super) struct River {
    pub(super) direction: Direction,
    measures: &'static Measures,
    map: JourneyMap,
    most: u64,
}

impl River {
    pub(super) fn of(map: &JourneyMap, direction: Direction) -> Self {
        Self::within(map, direction, map.most_reached())
    }

    /// A river as wide as it is beside another one: `most` fills the whole width.
    pub(super) fn within(map: &JourneyMap, direction: Direction, most: u64) -> Self {
        Self { direction, measures: direction.pick(&ACROSS, &DOWN), map: *map, most }
    }

    /// Width and height of the drawing.
    pub(super) fn size(&self) -> Point {
        self.point(self.length(), self.measures.breadth)
    }

    /// The end of the colour's way along the river.
    pub(super) fn flow(&self) -> Point {
        self.point(self.length(), 0.0)
    }

    /// The field behind the sale.
    pub(super) fn sale(&self) -> Frame {
        let step = self.measures.step;
        let along = self.along(Stage::Purchase) - step / 2.0;
        let (x, y) = self.point(along, 0.0);
        let (width, height) = self.point(step, self.measures.breadth);
        Frame { x, y, width, height }
    }

    /// The bed of the river, also where nothing runs yet.
    pub(super) fn bed(&self) -> String {
        let mut path = String::from("M");
        self.push(&mut path, 0.0, self.measures.middle);
        self.push(&mut path, self.length(), self.measures.middle);
        path
    }

    /// A bracket over the stages of one side of the sale, and where its name stands.
    pub(super) fn bracket(&self, side: Side) -> (String, Point) {
        let places = match side {
            Side::Before => (0.0, 3.0),
            Side::Sale => (3.0, 4.0),
            Side::After => (4.0, 7.0),
        };
        let (from, to) = (places.0 * self.measures.step, places.1 * self.measures.step);
        let (from, to) = (from + BRACKET_GAP, to - BRACKET_GAP);
        let mut path = String::from("M");
        self.push(&mut path, from, BRACKET_ASIDE);
        self.push(&mut path, to, BRACKET_ASIDE);
        let name = self.point(f64::midpoint(from, to), BRACKET_ASIDE - 10.0);
        (path, name)
    }

    /// The outline of the river: one bank from source to mouth, the other one back.
    pub(super) fn outline(&self) -> String {
        let mut stations = vec![(0.0, self.breadth_at(Stage::Awareness))];
        stations.extend(
            Stage::EVERY.into_iter().map(|stage| (self.along(stage), self.breadth_at(stage))),
        );
        stations.push((self.length(), self.breadth_at(Stage::Advocacy)));
        let bank = |side: f64| {
            let middle = self.measures.middle;
            stations.iter().map(move |(along, breadth)| (*along, middle + side * breadth / 2.0))
        };
        let mut path = String::from("M");
        self.follow(&mut path, bank(-1.0));
        path.push('L');
        self.follow(&mut path, bank(1.0).rev());
        path.push('Z');
        path
    }

    /// The outline of what stopped at a stage, falling away from the river.
    pub(super) fn fall(&self, stage: Stage) -> String {
        let width = self.width(self.map.of(stage).stopped);
        if width < THINNEST {
            return String::new();
        }
        let along = self.along(stage);
        let bank = self.measures.middle + self.breadth_at(stage) / 2.0;
        // It begins behind the river, so that no gap shows where the bank slopes.
        let top = (bank - BEHIND).max(self.measures.middle);
        let mut path = String::from("M");
        self.push(&mut path, along - width / 2.0 - FLARE, top);
        for (along, aside, letter) in [
            (along - width / 2.0, top, 'Q'),
            (along - width / 2.0, top + 3.0 * FLARE, ' '),
            (along - width / 2.0, self.measures.end, 'L'),
            (along + width / 2.0, self.measures.end, 'L'),
            (along + width / 2.0, top + 3.0 * FLARE, 'L'),
            (along + width / 2.0, top, 'Q'),
            (along + width / 2.0 + FLARE, top, ' '),
        ] {
            path.push(letter);
            self.push(&mut path, along, aside);
        }
        path.push('Z');
        path
    }

    /// Where the words of a stage stand.
    pub(super) fn captions(&self, stage: Stage) -> Captions {
        let along = self.along(stage);
        match self.direction {
            Direction::Across => Captions {
                name: (along, 58.0),
                reached: (along, 90.0),
                stopped: (along, 308.0),
                here: (along, 328.0),
            },
            Direction::Down => Captions {
                name: (8.0, along - 8.0),
                reached: (8.0, along + 18.0),
                stopped: (344.0, along - 2.0),
                here: (344.0, along + 16.0),
            },
        }
    }

    /// Appends a smooth line through stations.
    fn follow(&self, path: &mut String, stations: impl Iterator<Item = Point>) {
        let mut before: Option<Point> = None;
        for (along, aside) in stations {
            if let Some((last_along, last_aside)) = before {
                let half = f64::midpoint(last_along, along);
                path.push('C');
                self.push(path, half, last_aside);
                self.push(path, half, aside);
            }
            self.push(path, along, aside);
            before = Some((along, aside));
        }
    }

    fn push(&self, path: &mut String, along: f64, aside: f64) {
        let (x, y) = self.point(along, aside);
        path.push_str(&format!("{x:.1} {y:.1} "));
    }

    fn point(&self, along: f64, aside: f64) -> Point {
        self.direction.pick((along, aside), (aside, along))
    }

    fn length(&self) -> f64 {
        self.measures.step * 7.0
    }

    pub(super) fn along(&self, stage: Stage) -> f64 {
        self.measures.step * (f64::from(stage.place() as u8) + 0.5)
    }

    fn breadth_at(&self, stage: Stage) -> f64 {
        self.width(self.map.of(stage).reached)
    }

    fn width(&self, journeys: u64) -> f64 {
        let most = self.most;
        if journeys == 0 || most == 0 {
            return 0.0;
        }
        // Counts stay far below 2^52, so nothing is lost in a float.
        let share = journeys as f64 / most as f64;
        (share * self.measures.widest).max(THINNEST)
    }
}
