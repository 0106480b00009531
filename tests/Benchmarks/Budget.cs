using System.Globalization;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProdGap.Analyzers.Benchmarks;

/// <summary>What the rules may cost, and what they do cost beside others.</summary>
internal sealed class Budget(Corpus corpus, int rounds)
{
    // All but the last are over the do-nothing floor of the same run: what it costs to be called at all depends on the machine.
    private const double BuildOverFloor = 0;
    private const double WarmOverFloor = 0.10;
    private const double EditMedianOverFloor = 15;
    private const double EditTailOverFloor = 20;
    private const double MemoryOverFloor = 0.03;
    private const double ShareOfRule = 0.05;

    private const int Edits = 60;
    private const int SlowestRules = 10;

    private readonly Candidate[] candidates = Candidate.All;
    private readonly Table verdicts = new("Against the budget", "what", "measured", "at most", "verdict");

    /// <summary>Measures everything and prints a table after each.</summary>
    public void Run()
    {
        Build(candidates);
        Warm(candidates);
        Edit(candidates);
        Linear();
        Rules(InProcess.Options, SlowestRules);
        Console.WriteLine(verdicts);
    }

    /// <summary>The compiler process only: ours beside the floor and beside no analyzers.</summary>
    public void BuildAlone()
    {
        Build([Candidate.Nothing, Candidate.Floor, Candidate.Ours]);
        Console.WriteLine(verdicts);
    }

    /// <summary>The compilation in memory only: ours beside the floor and beside no analyzers.</summary>
    public void WarmAlone()
    {
        Warm([Candidate.Nothing, Candidate.Floor, Candidate.Ours]);
        Console.WriteLine(verdicts);
    }

    /// <summary>The edited document only: ours beside the floor and beside no analyzers.</summary>
    public void EditAlone()
    {
        Edit([Candidate.Nothing, Candidate.Floor, Candidate.Ours]);
        Console.WriteLine(verdicts);
    }

    /// <summary>What it costs to know the tests: ours with an index of our own tests beside ours without one, in memory and for an edited document.</summary>
    public void Evidence()
    {
        Candidate[] compared = [Candidate.Nothing, Candidate.Ours, Candidate.Ours with { Name = "ProdGap with an index", Options = TestedBy.OurTests(corpus) }];
        Warm(compared);
        Edit(compared);
        var together = Rules(compared[^1].Options, SlowestRules);
        var anew = new Sample(TestedBy.FollowAnew(corpus, compared[^1].Options, rounds));
        verdicts.Add("following all tests anew, ms", anew.Text("0.0"), Number(together * ShareOfRule, "0.0"), Verdict(anew.Median <= together * ShareOfRule));
        Console.WriteLine(verdicts);
    }

    /// <summary>What each of our rules takes of our time, and nothing else.</summary>
    public void RulesAlone() => Rules(InProcess.Options, int.MaxValue);

    private void Build(Candidate[] compared)
    {
        var costs = Measurements.Cold("Build", corpus, compared, rounds);
        var cpu = costs.Select(cost => cost.Over(costs[0], one => one.Cpu)).ToArray();
        var memory = costs.Select(cost => cost.Over(costs[0], one => one.Memory)).ToArray();
        var table = new Table("Build: the compiler process, cold", "analyzers", "CPU s", "CPU ratio", "peak MB", "memory ratio");
        for (var i = 0; i < compared.Length; i++)
        {
            table.Add(
                compared[i].Name,
                new Sample(costs[i].Select(cost => cost.Cpu)).Text("0.00"),
                cpu[i].Text("0.00"),
                new Sample(costs[i].Select(cost => cost.Memory / 1e6)).Text("0"),
                memory[i].Text("0.00"));
        }

        Console.WriteLine(table);
        JudgeOverFloor("build, CPU ratio", compared, costs, cost => cost.Cpu, BuildOverFloor);
        JudgeOverFloor("build, peak memory ratio", compared, costs, cost => cost.Memory, MemoryOverFloor);
    }

    private void Warm(Candidate[] compared)
    {
        var times = Measurements.Warm("In memory", corpus, compared, rounds);
        var table = new Table("In memory: the whole compilation, warm", "analyzers", "CPU ms", "CPU ratio");
        for (var i = 0; i < compared.Length; i++)
        {
            table.Add(compared[i].Name, new Sample(times[i]).Text("0"), times[i].Over(times[0], time => time).Text("0.00"));
        }

        Console.WriteLine(table);
        JudgeOverFloor("in memory, CPU ratio", compared, times, time => time, WarmOverFloor);
    }

    private void Edit(Candidate[] compared)
    {
        var times = Measurements.Edits("Edits", corpus, compared, Edits);
        var added = times.Select(time => new Sample(time.Zip(times[0], (with, without) => with - without))).ToArray();
        var table = new Table($"One edited document, {Edits} edits", "analyzers", "CPU ms p50", "added p50", "added p95");
        for (var i = 0; i < compared.Length; i++)
        {
            table.Add(compared[i].Name, Number(new Sample(times[i]).Median, "0"), Number(added[i].Median, "0"), Number(added[i].At(0.95), "0"));
        }

        Console.WriteLine(table);
        if (Array.IndexOf(compared, Candidate.Floor) is >= 0 and var floor)
        {
            var ours = added[OursIn(compared)];
            JudgeEdit("p50", ours.Median - added[floor].Median, EditMedianOverFloor);
            JudgeEdit("p95", ours.At(0.95) - added[floor].At(0.95), EditTailOverFloor);
        }
    }

    private void Linear()
    {
        Candidate[] compared = [Candidate.Nothing, Candidate.Floor, Candidate.Ours];
        var table = new Table("Linear in the code's size: CPU added in memory, warm", "lines", "floor ms", "ours ms", "floor, ms per 1,000 lines", "ours, ms per 1,000 lines");
        foreach (var times in new[] { 1, 2, 4 })
        {
            var part = Corpus.OfLines(corpus.Lines * times / 2, corpus.Tests);
            var measured = Measurements.Warm($"{part.Lines:N0} lines", part, compared, rounds);
            var added = measured.Select(time => new Sample(time.Zip(measured[0], (with, without) => with - without))).ToArray();
            table.Add(
                Number(part.Lines, "N0"),
                added[1].Text("0"),
                added[2].Text("0"),
                Number(added[1].Median / part.Lines * 1000, "0.0"),
                Number(added[2].Median / part.Lines * 1000, "0.0"));
        }

        Console.WriteLine(table);
    }

    /// <returns>What all rules take together, in milliseconds.</returns>
    private double Rules(AnalyzerOptions options, int shown)
    {
        var (own, together, findings) = OneRule.Shares(corpus, options, rounds);
        var rules = own
            .Select(rule => (Id: rule.Key, Time: new Sample(rule.Value), Share: new Sample(rule.Value.Zip(together, (mine, all) => mine / all))))
            .OrderByDescending(rule => rule.Time.Median)
            .ToArray();
        var table = new Table(
            $"The own work of our slowest rules of {rules.Length}; all take {new Sample(together).Text("0")} ms with the binding that they share, and report {findings:N0} findings here",
            "rule",
            "ms",
            "share of ours");
        foreach (var (id, time, share) in rules.Take(shown))
        {
            table.Add(id, time.Text("0.0"), share.Text("0.0 %"));
        }

        Console.WriteLine(table);
        Judge("slowest rule's share of ours", rules[0].Share, ShareOfRule, "0.0 %");
        return new Sample(together).Median;
    }

    /// <summary>Where our package stands, with the most that it can be given to know.</summary>
    private static int OursIn(Candidate[] compared) => Array.FindLastIndex(compared, candidate => candidate.Assemblies == Candidate.Ours.Assemblies);

    /// <summary>A verdict is given only where the middle half of all rounds agrees.</summary>
    private void Judge(string what, Sample measured, double limit, string format)
        => verdicts.Add(
            what,
            measured.Text(format),
            Number(limit, format),
            measured.At(0.25) <= limit == measured.At(0.75) <= limit ? Verdict(measured.Median <= limit) : "not settled");

    /// <summary>What ours adds to the floor of the same round, both as ratios over the work without analyzers; nothing where the floor was not measured.</summary>
    private void JudgeOverFloor<T>(string what, Candidate[] compared, T[][] measured, Func<T, double> value, double limit)
    {
        if (Array.IndexOf(compared, Candidate.Floor) is >= 0 and var floor)
        {
            var ours = measured[OursIn(compared)];
            Judge(what + ", over the floor's", new(ours.Select((one, round) => (value(one) - value(measured[floor][round])) / value(measured[0][round]))), limit, "0.00");
        }
    }

    private void JudgeEdit(string what, double over, double limit)
        => verdicts.Add($"edited document, CPU ms over the floor's, {what}", Number(over, "0"), Number(limit, "0"), Verdict(over <= limit));

    private static string Verdict(bool within) => within ? "within" : "OVER";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
