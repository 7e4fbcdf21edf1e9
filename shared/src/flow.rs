//! A state machine as one table: one legal step a line; what is not written cannot happen.

use std::fmt::{Debug, Write as _};

/// One legal step.
pub struct Step<S: 'static, A: 'static, R: 'static> {
    /// The state it leaves.
    pub from: S,
    /// What is done.
    pub action: A,
    /// Who may do it.
    pub by: &'static [R],
    /// The state it reaches.
    pub to: S,
}

/// The whole machine, in the order in which its buttons are drawn.
pub struct Flow<S: 'static, A: 'static, R: 'static>(pub &'static [Step<S, A, R>]);

/// A step that the table allowed. Its fields are private, so only [`Flow::step`] makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition<S, A> {
    from: S,
    action: A,
    to: S,
}

impl<S: Copy, A: Copy> Transition<S, A> {
    /// The state before.
    pub fn from(&self) -> S {
        self.from
    }
    /// What was done.
    pub fn action(&self) -> A {
        self.action
    }
    /// The state after.
    pub fn to(&self) -> S {
        self.to
    }
}

/// Why the table has no such step for this role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody may do this from here: the state has moved on, or never allowed it.
    NotFromHere,
    /// The step exists, for somebody else.
    NotYours,
}

impl<S, A, R> Flow<S, A, R>
where
    S: Copy + PartialEq + Debug,
    A: Copy + PartialEq + Debug,
    R: Copy + PartialEq + Debug,
{
    /// The step that `action` makes from `state`, if one of `roles` may do it.
    pub fn step(&self, state: S, action: A, roles: &[R]) -> Result<Transition<S, A>, Refusal> {
        let step = self
            .0
            .iter()
            .find(|step| step.from == state && step.action == action)
            .ok_or(Refusal::NotFromHere)?;
        if !step.by.iter().any(|role| roles.contains(role)) {
            return Err(Refusal::NotYours);
        }
        Ok(Transition { from: step.from, action: step.action, to: step.to })
    }

    /// What one of `roles` may do from `state`: the buttons a page draws.
    pub fn actions(&self, state: S, roles: &[R]) -> Vec<A> {
        self.0
            .iter()
            .filter(|step| step.from == state && step.by.iter().any(|role| roles.contains(role)))
            .map(|step| step.action)
            .collect()
    }

    /// The shape every machine must have: no (from, action) twice, all reachable from `start`,
    /// and every state leads to one of `ends`.
    ///
    /// # Errors
    /// Says which rule is broken and where; for the tests.
    pub fn check_shape(&self, start: S, ends: &[S]) -> Result<(), String> {
        for (at, step) in self.0.iter().enumerate() {
            if self.0[..at].iter().any(|s| s.from == step.from && s.action == step.action) {
                return Err(format!("{:?} from {:?} stands twice", step.action, step.from));
            }
            if step.by.is_empty() {
                return Err(format!("nobody may {:?} from {:?}", step.action, step.from));
            }
        }
        let reached = self.closure(&[start], |step| (step.from, step.to));
        let ending = self.closure(ends, |step| (step.to, step.from));
        for step in self.0 {
            for state in [step.from, step.to] {
                if !reached.contains(&state) {
                    return Err(format!("{state:?} cannot be reached"));
                }
                if !ending.contains(&state) {
                    return Err(format!("{state:?} never ends"));
                }
            }
        }
        Ok(())
    }

    /// The table as Markdown, for `docs/states/`.
    pub fn drawing(&self) -> String {
        let mut out = String::from("| from | action | by | to |\n| --- | --- | --- | --- |\n");
        for s in self.0 {
            let by: Vec<String> = s.by.iter().map(|role| format!("{role:?}")).collect();
            let by = by.join(", ");
            writeln!(out, "| {:?} | {:?} | {by} | {:?} |", s.from, s.action, s.to)
                .expect("a string grows");
        }
        out
    }

    fn closure(&self, seeds: &[S], edge: impl Fn(&Step<S, A, R>) -> (S, S)) -> Vec<S> {
        let mut seen = seeds.to_vec();
        let mut grown = true;
        while grown {
            grown = false;
            for step in self.0 {
                let (near, far) = edge(step);
                if seen.contains(&near) && !seen.contains(&far) {
                    seen.push(far);
                    grown = true;
                }
            }
        }
        seen
    }
}
