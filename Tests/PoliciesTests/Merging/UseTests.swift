import CEL
import CivilTime
import Columns
import Policies
import Testing

struct UseTests {
    private let base = """
        policy: idle
        title: Idle
        resource: seat
        mode: audit
        labels: { area: seats, kind: idle }
        parameters: { idle_days: { default: 60, unit: days, min: 14 }, grace: 30 }
        variables: { idle: seat.days_known, half: variables.idle / 2 }
        match: [{ assigned: seat.assigned }]
        expr: variables.half >= params.idle_days
        severity: { critical: seat.left, default: info }
        data: { min_history: 30d, max_age: 21d }
        max_findings: { count: 200 }
        notify: [{ to: operators }, { to: [holder] }]
        """

    @Test func `a map merges by key and a list replaces the list`() throws {
        let own = """
            policy: idle
            use: shipped/idle
            labels: { area: mine }
            parameters: { idle_days: 45, extra: { default: 1.5 } }
            variables: { idle: seat.days_assigned.orElse(0) }
            match: [{ here: "!seat.left" }]
            severity: { critical: seat.on_leave }
            data: { min_history: 7d }
            max_findings: { percent: 40 }
            notify: [{ to: [ada@example.com] }]
            """
        let loaded = Loaded([own], shipped: [base])
        #expect(loaded.messages == [])
        let policy = try #require(loaded.set["idle"])
        #expect(policy.title == "Idle")
        #expect(policy.mode == .audit)
        #expect(policy.labels.map { "\($0.name)=\($0.value)" } == ["area=mine", "kind=idle"])
        #expect(policy.parameters.map(\.name) == ["idle_days", "grace", "extra"])
        #expect(policy.parameters.map(\.value) == [.int(45), .int(30), .double(1.5)])
        #expect(policy.variables.map(\.program.text) == ["seat.days_assigned.orElse(0)", "variables.idle / 2"])
        #expect(policy.match.map(\.name) == ["here"])
        #expect(policy.severity.conditions.map(\.program.text) == ["seat.on_leave"])
        #expect(policy.severity.standard == .info)
        #expect(policy.data.minimumHistory == 7)
        #expect(policy.data.maximumAge == 21)
        #expect(policy.maxFindings?.count == 200)
        #expect(policy.maxFindings?.percent == 40)
        #expect(policy.notify.map { $0.to.map(shown) } == [["ada@example.com"]])
    }

    @Test func `one word of severity replaces all its conditions`() throws {
        let loaded = Loaded(["policy: a\nuse: shipped/idle\nseverity: warning"], shipped: [base])
        #expect(loaded.set["a"]?.severity.conditions.isEmpty == true)
        #expect(loaded.set["a"]?.severity.standard == .warning)
    }

    @Test func `an empty list of notices tells no one`() throws {
        let loaded = Loaded(["policy: a\nuse: shipped/idle\nnotify: []"], shipped: [base])
        #expect(loaded.set["a"]?.notify.isEmpty == true)
    }

    @Test func `shipped policies are a library and not in force by themselves`() {
        let loaded = Loaded([], shipped: [base])
        #expect(loaded.messages == [])
        #expect(loaded.set.policies.isEmpty)
    }

    @Test func `four uses in a row are the most`() {
        func chain(_ length: Int) -> String {
            (0...length).map { link in
                "policy: p\(link)\n"
                    + (link == length ? "resource: seat\nexpr: seat.left" : "use: p\(link + 1)")
            }.joined(separator: "\n---\n")
        }
        #expect(Loaded([chain(4)]).messages == [])
        #expect(
            Loaded([chain(5)]).messages == [
                "own1.yaml:14:6: error: policies may use each other 4 deep: p0 → p1 → p2 → p3 → p4 [use-depth]"
            ])
    }

    @Test func `a policy cannot use itself through another`() {
        let loaded = Loaded(["policy: a\nuse: b\n---\npolicy: b\nuse: a"])
        #expect(
            loaded.messages == [
                "own1.yaml:2:6: error: a policy cannot use itself: b → a → b [use-cycle]",
                "own1.yaml:5:6: error: a policy cannot use itself: a → b → a [use-cycle]",
            ])
    }

    @Test func `a name that is only shipped is suggested with its folder`() {
        let loaded = Loaded(["policy: a\nuse: idle"], shipped: [base])
        #expect(
            loaded.messages == [
                "own1.yaml:2:6: error: there is no policy of your own called 'idle'; "
                    + "did you mean 'shipped/idle'? [unknown-policy]"
            ])
    }

    @Test func `a mistake in what is used is told in its file, and warnings of shipped files are not`() {
        let shipped = "policy: s\nresource: seat\nexpr: seat.price > 3.0 && seat.lfet"
        let loaded = Loaded(["policy: a\nuse: shipped/s"], shipped: [shipped])
        #expect(
            loaded.messages == [
                "shipped1.yaml:3:32: error: seat has no field 'lfet'; did you mean 'left' "
                    + "(whether the holder has left the organisation)? [no-such-field]"
            ])
        #expect(loaded.set.policies.isEmpty)
        let quiet = Loaded(
            ["policy: a\nuse: shipped/s"], shipped: ["policy: s\nresource: seat\nexpr: seat.price > 3.0"])
        #expect(quiet.messages == [])
    }

    @Test func `the revision goes with the effective settings and not with the places`() throws {
        let whole = Loaded(["policy: idle\nresource: seat\nexpr: seat.left\nparameters: { a: 3 }\nfor: 2d"])
        let split = Loaded(
            ["policy: idle\nuse: shipped/x\nfor: 2d"],
            shipped: ["policy: x\nresource: seat\nexpr:   'seat.left'\nparameters: { a: 3 }"])
        let other = Loaded(["policy: idle\nresource: seat\nexpr: seat.left\nparameters: { a: 4 }\nfor: 2d"])
        let revision = try #require(whole.set["idle"]?.revision)
        #expect(revision.count == 64)
        #expect(split.set["idle"]?.revision == revision)
        #expect(other.set["idle"]?.revision != revision)
    }

    @Test func `an override changes the revision of the policies that it names, an exception only that of the set`() {
        let policies = "policy: a\nresource: seat\nexpr: seat.left\n---\npolicy: b\nresource: seat\nexpr: seat.left"
        let plain = Loaded([policies]).set
        let overridden = Loaded([policies, "override: o\npolicies: [a]\nmode: audit"]).set
        #expect(overridden["a"]?.revision != plain["a"]?.revision)
        #expect(overridden["b"]?.revision == plain["b"]?.revision)
        let excepted = Loaded([
            policies,
            "exception: e\npolicies: [a]\nwhere: seat.left\nreason: r\napproved_by: x\nuntil: 2027-01-01",
        ]).set
        #expect(excepted["a"]?.revision == plain["a"]?.revision)
        #expect(Set([plain.revision, overridden.revision, excepted.revision]).count == 3)
    }

    @Test func `every setting is listed with the file and line that it comes from`() throws {
        let loaded = Loaded(["policy: idle\nuse: shipped/idle\nparameters: { idle_days: 45 }"], shipped: [base])
        let settings = try #require(loaded.set["idle"]?.settings)
        let lines = settings.map { "\($0.path) = \($0.text) (\($0.origin))" }
        #expect(lines.contains("parameters.idle_days = 45 (own1.yaml:3:26)"))
        #expect(lines.contains("parameters.grace = 30 (shipped1.yaml:6:70)"))
        #expect(lines.contains("expr = variables.half >= params.idle_days (shipped1.yaml:9:7)"))
        #expect(settings.map(\.path) == settings.map(\.path).sorted(by: precedes))
    }
}
