//! Plays a journey script and writes down what came out.

use usher_engine::{
    Condition, Config, ConfigIssue, ConsentSignal, DeviceClass, Effect, Format, Identity, Input,
    Json, Millis, Need, Play, PlayId, Response, SendOutcome, Showing, Stage, Subject, Surroundings,
    Timestamp, Understood,
};

use crate::line::{Act, Line, parse_line};
use crate::pressing::Timed;
use crate::shop::{Shop, touchpoints_of};
use crate::statement::{purposes, statement};
use crate::telling::{clock, describe, describe_effect};
use crate::world::{START, World};

/// A line that cannot be played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

/// One thing that happened in a script, and what came of it.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The line it stands on, from 1; a wake-up has the line after it.
    pub line: usize,
    /// When, as scripts write it, and what: the line itself, or `(wake)`.
    pub what: String,
    /// What came out.
    pub effects: Vec<Effect>,
    /// The same in the words of scripts, storage left out.
    pub outcome: Vec<String>,
    /// The rules that were looked at.
    pub trace: String,
}

/// Plays a script and returns every moment of it.
///
/// Shape: with a configuration, the `config` lines of the script do not count.
///
/// # Errors
/// The first line that cannot be played, and why.
pub fn play_moments(text: &str, config: Option<&Config>) -> Result<Vec<Moment>, Mistake> {
    let mut player = Player { fixed: config.cloned(), ..Player::default() };
    player.config = config.cloned().unwrap_or_default();
    player.play_all(text)?;
    Ok(player.moments)
}

/// Plays a script and returns it with the outcomes that really came.
///
/// A script passes when the returned text equals the given one.
///
/// # Errors
/// The first line that cannot be played, and why.
pub fn play_script(text: &str) -> Result<String, Mistake> {
    let mut player = Player::default();
    player.play_all(text)?;
    Ok(player.out)
}

#[derive(Default)]
struct Player {
    out: String,
    shop: Shop,
    config: Config,
    /// Plays that no configuration can say yet.
    sketches: Vec<&'static Play>,
    visitor: Option<String>,
    /// What the script says of the configuration so far.
    settings: Vec<(String, Json)>,
    issues: Vec<ConfigIssue>,
    world: Option<World>,
    shows_storage: bool,
    is_endpoint_silent: bool,
    /// What counts instead of the script's configuration.
    fixed: Option<Config>,
    line: usize,
    moments: Vec<Moment>,
}

impl Player {
    fn play_all(&mut self, text: &str) -> Result<(), Mistake> {
        for (place, line) in text.lines().enumerate() {
            self.line = place + 1;
            parse_line(line)
                .and_then(|read| self.play(line, read))
                .map_err(|reason| Mistake { line: place + 1, reason })?;
        }
        Ok(())
    }

    fn note(&mut self, what: String, effects: Vec<Effect>) {
        let outcome = effects.iter().filter_map(|effect| describe_effect(effect, false)).collect();
        let now = self.world().now();
        let trace = self.world().engine().explain(now).to_text();
        self.moments.push(Moment { line: self.line, what, effects, outcome, trace });
    }

    fn play(&mut self, text: &str, line: Line) -> Result<(), String> {
        match line {
            Line::Outcome => return Ok(()),
            Line::Aside => {}
            Line::Item(words) => self.shop.add(&words),
            Line::Sketch(words) => self.sketches.push(play(&words)?),
            Line::Visitor(id) => self.visitor = Some(id),
            Line::Config(json) => {
                let Ok(Json::Object(fields)) = Json::read(&json) else {
                    return Err(String::from("the configuration is not a JSON object"));
                };
                self.settings.extend(fields);
                self.configure(text);
                return Ok(());
            }
            Line::Play(json) => {
                let play = Json::read(&json).map_err(|_| "the play is not JSON")?;
                match self.settings.iter_mut().find(|(key, _)| key == "plays") {
                    Some((_, Json::List(plays))) => plays.push(play),
                    _ => self.settings.push((String::from("plays"), Json::List(vec![play]))),
                }
                self.configure(text);
                return Ok(());
            }
            Line::ShowStorage => self.shows_storage = true,
            Line::SilentEndpoint => {
                self.is_endpoint_silent = true;
                if let Some(world) = &mut self.world {
                    world.is_endpoint_silent = true;
                }
            }
            Line::At(millis, act) => {
                let before = self.pass(START.plus(Millis(millis)));
                self.out.push_str(&before);
                self.put(text);
                let effects = self.act(&act)?;
                self.put_effects(&effects);
                self.note(text.trim().to_owned(), effects);
                match act {
                    Act::Explain => self.put_trace(),
                    Act::Readings => self.put_readings(),
                    _ => {}
                }
                return Ok(());
            }
        }
        self.put(text);
        Ok(())
    }

    /// Reads the configuration anew and says what is wrong with what was added.
    fn configure(&mut self, text: &str) {
        self.put(text);
        let (config, issues) = Config::read_whole(&Json::Object(self.settings.clone()));
        for issue in issues.iter().filter(|issue| !self.issues.contains(issue)) {
            let line = format!("      | {}: {}", issue.path, issue.reason);
            self.out.push_str(&line);
            self.out.push('\n');
        }
        self.config = self.fixed.clone().unwrap_or(config);
        self.issues = issues;
    }

    fn put(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    fn put_effects(&mut self, effects: &[Effect]) {
        let lines = describe(effects, self.shows_storage);
        self.out.push_str(&lines);
    }

    fn put_trace(&mut self) {
        let trace = {
            let world = self.world();
            world.engine().explain(world.now()).to_text()
        };
        for line in trace.lines() {
            self.put(&format!("      | {line}"));
        }
    }

    fn put_readings(&mut self) {
        let (findings, now) = {
            let world = self.world();
            (world.engine().findings(world.now()), world.now())
        };
        for finding in findings {
            self.put(&format!("      | {}", finding.to_text(now)));
        }
    }

    fn world(&mut self) -> &mut World {
        let mut config = self.config.clone();
        config.plays.extend(&self.sketches);
        let visitor = self.visitor.clone();
        let is_endpoint_silent = self.is_endpoint_silent;
        self.world.get_or_insert_with(|| {
            let mut world = World::new(config);
            world.is_endpoint_silent = is_endpoint_silent;
            world.store.lasting = visitor.map(|id| format!("{{\"visitor\":\"{id}\"}}"));
            world.start();
            world
        })
    }

    fn pass(&mut self, until: Timestamp) -> String {
        let shows_storage = self.shows_storage;
        let mut out = String::new();
        // A wake-up that asks for the same instant again would never end.
        for _ in 0..10_000 {
            let Some((at, effects)) = self.world().wake_before(until) else { break };
            if effects.is_empty() {
                continue;
            }
            let lines = describe(&effects, shows_storage);
            if !lines.is_empty() {
                out.push_str(&clock(at));
                out.push_str(" (wake)\n");
                out.push_str(&lines);
            }
            self.note(format!("{} (wake)", clock(at)), effects);
        }
        self.world().pass_until(until);
        out
    }

    fn act(&mut self, act: &Act) -> Result<Vec<Effect>, String> {
        let shop = self.shop.clone();
        let world = self.world();
        let effects = match act {
            Act::Open(kind, words, how) => {
                let page = shop.page(*kind, words, how.unwrap_or_default());
                if how.is_some() { open(world, page) } else { reread(world, &page) }
            }
            Act::Touchpoint(name, words) => {
                world.give(Input::Touchpoint(Box::new(shop.touchpoint(*name, words))))
            }
            Act::Consent(words) => world.choose(&purposes(words)?),
            Act::Manager(words) => {
                let statement = statement(words)?;
                world.give(Input::Consent(ConsentSignal::Managed(statement)))
            }
            Act::PrivacyControl(is_on) => world.set_privacy_control(*is_on),
            Act::Attention(attention) => world.give(Input::Attention(*attention)),
            Act::Observed(observation) => {
                let at = world.now().since(START);
                world.give(Input::Observed(observation.at(at)))
            }
            Act::Answer(verb, words) => {
                let response = response(verb, words, world.showing.unwrap_or_default())?;
                world.give(Input::Response(response))
            }
            Act::Sent(batch, words) => {
                let outcome = outcome(words)?;
                let place = world.unanswered.iter().position(|sent| sent.id.0 == *batch);
                let place = place.ok_or_else(|| format!("batch #{batch} is not under way"))?;
                let batch = world.unanswered.remove(place).id;
                world.give(Input::Sent { batch, outcome })
            }
            Act::Device(words) => world.give(Input::Surroundings(surroundings(words)?)),
            Act::Did(words) => {
                let (name, facts) = custom(words)?;
                world.give(Input::Custom { name, facts })
            }
            Act::Identify(words) => {
                let identity = identity(words, world.now())?;
                world.give(Input::Identify(identity))
            }
            Act::Idle | Act::Explain | Act::Readings => world.give(Input::Wake),
            Act::Leave => world.give(Input::Leaving),
            Act::Reload => world.load(),
            Act::NewTab => {
                world.store.session = None;
                world.load()
            }
        };
        Ok(effects)
    }
}

/// A play that fits wherever its content is: the terms of the offer of the page.
/// It lives as long as the program, as every play does.
fn play(words: &[String]) -> Result<&'static Play, String> {
    let mut id = String::new();
    // So much that the gate lets it through whatever was refused: only the manners decide.
    let (mut format, mut stage, mut benefit) = (Format::Tip, Stage::Consideration, 7_000);
    for word in words {
        let unknown = || format!("`{word}` says nothing about a play");
        match word.split_once('=') {
            None => id.clone_from(word),
            Some(("format", name)) => format = Format::from_name(name).ok_or_else(unknown)?,
            Some(("stage", name)) => stage = Stage::from_name(name).ok_or_else(unknown)?,
            Some(("benefit", number)) => benefit = number.parse().map_err(|_| unknown())?,
            Some(_) => return Err(unknown()),
        }
    }
    Ok(Box::leak(Box::new(Play {
        id: PlayId(id.leak()),
        format,
        subject: Subject::OfferTerms,
        stage,
        need: Need::Functional,
        when: Condition::All(&[]),
        benefit,
    })))
}

fn open(world: &mut World, page: usher_engine::PageFacts) -> Vec<Effect> {
    let touchpoints = touchpoints_of(&page);
    let mut effects = world.give(Input::Page(Box::new(page)));
    for touchpoint in touchpoints {
        effects.extend(world.give(Input::Touchpoint(Box::new(touchpoint))));
    }
    effects
}

fn reread(world: &mut World, page: &usher_engine::PageFacts) -> Vec<Effect> {
    let (kind, product) = (page.kind, page.product.clone());
    let understood = Understood { kind, product, ..Understood::default() };
    world.give(Input::Understood(Box::new(understood)))
}

fn surroundings(words: &[String]) -> Result<Surroundings, String> {
    let mut surroundings = Surroundings::default();
    for word in words {
        match (DeviceClass::from_name(word), word.parse()) {
            (Some(device), _) => surroundings.device = Some(device),
            (None, Ok(minutes)) => surroundings.utc_offset_minutes = Some(minutes),
            _ => return Err(String::from("write `device phone` or `device desktop 60`")),
        }
    }
    Ok(surroundings)
}

/// A name, and `key=value`s; a value that reads as JSON is that, else a text.
fn custom(words: &[String]) -> Result<(String, Json), String> {
    let name = words.first().cloned().ok_or("write `did quiz_done score=3`")?;
    let fields = words.iter().skip(1).filter_map(|word| word.split_once('='));
    let facts = fields.map(|(key, value)| {
        let read = Json::read(value).unwrap_or_else(|_| Json::Text(value.to_owned()));
        (key.to_owned(), read)
    });
    Ok((name, Json::Object(facts.collect())))
}

/// `3 orders, the last 40 days ago`, or only the half that is known.
fn identity(words: &[String], now: Timestamp) -> Result<Identity, String> {
    let number_before = |word: &str| {
        let place = words.iter().position(|known| known.starts_with(word))?;
        words.get(place.checked_sub(1)?)?.parse::<u32>().ok()
    };
    let orders = number_before("order");
    let days = number_before("day");
    let last_order = days.map(|days| now.back(Millis::days(i64::from(days))));
    if orders.is_none() && last_order.is_none() {
        return Err(String::from("write `identify 3 orders, the last 40 days ago`"));
    }
    Ok(Identity { orders, last_order, ..Identity::default() })
}

fn response(verb: &str, words: &[String], showing: Showing) -> Result<Response, String> {
    let first = words.first().cloned().unwrap_or_default();
    let rest = words.iter().skip(1).cloned().collect::<Vec<_>>().join(" ");
    Ok(match verb {
        "accept" => Response::Accepted(showing),
        "complete" => Response::Completed(showing),
        "dismiss" => Response::Closed(showing),
        "engage" => Response::Engaged(showing),
        "reopen" => Response::Reopened(showing),
        "not_now" => Response::NotNow(showing),
        "unavailable" => Response::Unavailable(showing),
        "stop_tips" => Response::StopTips,
        "allow_tips" => Response::AllowTips,
        "answer" => Response::Answered { showing, question: first, choice: rest },
        "comment" => Response::Commented { showing, question: first, text: rest },
        "help" if first == "opens" => Response::OpenedHelp,
        "help" => Response::ClosedHelp,
        "erase" => Response::Erase,
        other => return Err(format!("`{other}` is not an answer")),
    })
}

fn outcome(words: &[String]) -> Result<SendOutcome, String> {
    let seconds = words.last().and_then(|word| word.parse().ok()).map(Millis::seconds);
    match words.first().map(String::as_str) {
        Some("delivered") => Ok(SendOutcome::Delivered),
        Some("retry") => Ok(SendOutcome::Retry { after: seconds }),
        Some("too_large") => Ok(SendOutcome::TooLarge),
        Some("unreadable") => Ok(SendOutcome::Unreadable),
        Some("refused") => Ok(SendOutcome::Refused),
        _ => Err(String::from(
            "write `sent #1 delivered`, `retry [after 4]`, `too_large`, `unreadable` or `refused`",
        )),
    }
}
