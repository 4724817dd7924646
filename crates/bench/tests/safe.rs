//! A project under kills, faults of the system and hostile files, at a small size: the program
//! itself is run. At full size: `nunchi-bench crash`, `faults`, `power`, `hostile`.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::process::Command;

use serde_json::Value;

/// Runs the program; the answer is its lines. What went wrong stands in them.
fn bench(arguments: &[&str]) -> Vec<Value> {
    let program = env!("CARGO_BIN_EXE_nunchi-bench");
    let output = Command::new(program).args(arguments).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{lines}");
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn kills_lose_nothing_that_was_answered_for() {
    let lines = bench(&["crash", "--kills", "50", "--seed", "7"]);
    let figure = lines.last().unwrap();
    assert_eq!(figure["kills"], 50);
    assert_eq!(figure["lost"], 0);
    assert!(figure["acknowledged"].as_u64() > Some(60), "{figure}");
}

#[test]
fn a_system_that_fails_at_some_write_loses_nothing() {
    let lines = bench(&["faults", "--most", "2"]);
    for line in &lines {
        match line["skipped"].as_str() {
            Some(why) => eprintln!("skipped: {why}"),
            None => assert!(line["tried"].as_u64() > Some(0), "{line}"),
        }
    }
}

#[cfg(unix)]
#[test]
fn power_that_is_lost_takes_nothing_along_that_was_answered_for() {
    let lines = bench(&["power", "--states", "60", "--steps", "20"]);
    let figure = lines.last().unwrap();
    if let Some(why) = figure["skipped"].as_str() {
        eprintln!("skipped: {why}");
        return;
    }
    assert_eq!(figure["states"], 60);
    assert_eq!(figure["lost"], 0);
    assert!(figure["acknowledged"].as_u64() > Some(14), "{figure}");
}

#[test]
fn a_hostile_project_can_at_most_be_refused() {
    let lines = bench(&["hostile", "--changes", "100"]);
    let ends = |file: &str| {
        let line = lines.iter().find(|line| line["file"] == file).unwrap();
        line["ends"]
            .as_object()
            .unwrap()
            .keys()
            .next()
            .unwrap()
            .clone()
    };
    assert_eq!(ends("nothing is changed"), "opened");
    assert_eq!(ends("trigger"), "project_foreign");
    assert_eq!(ends("a newer format"), "project_newer");
    assert_eq!(ends("half of it"), "project_damaged");
}
