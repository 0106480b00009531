using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.Tests.Core.Taint;

/// <summary>Who decides a text: every source, every way, every end, and what only looks like one.</summary>
public sealed class FlowTests
{
    private static readonly Dictionary<string, IReadOnlyList<FlowCase>> Topics = new(StringComparer.Ordinal)
    {
        ["Request"] = Named("request", RequestFlows.Cases),
        ["NoRequest"] = Named("no request", NoRequestFlows.Cases),
        ["Way"] = Named("way", WayFlows.Cases),
        ["Guard"] = Named("no guard", GuardFlows.Cases),
        ["Ended"] = Named("ended", EndedFlows.Cases),
        ["Inside"] = Named("inside", InsideFlows.Cases),
        ["Unknown"] = Named("unknown", UnknownFlows.Cases),
        ["Service"] = Named("service", ServiceFlows.Cases),
        ["Sink"] = Named("sink", SinkFlows.Cases),
        ["Broken"] = Named("broken", BrokenFlows.Cases),
        ["Habit"] = Named("habit", HabitFlows.Cases),
    };

    private static readonly Lazy<Dictionary<string, FlowCase>> ByName = new(() => All.ToDictionary(flow => flow.Name, StringComparer.Ordinal));

    /// <summary>The cases of all files.</summary>
    internal static IEnumerable<FlowCase> All => Topics.Values.SelectMany(cases => cases);

    public static TheoryData<string> NamesOf(string topic)
    {
        var names = new TheoryData<string>();
        foreach (var flow in Topics[topic])
        {
            names.Add(flow.Name);
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(NamesOf), "Request")]
    public void What_a_request_says(string name) => Ask(name);

    [Theory]
    [MemberData(nameof(NamesOf), "NoRequest")]
    public void What_no_request_says(string name) => Ask(name);

    [Theory]
    [MemberData(nameof(NamesOf), "Way")]
    public void Ways_that_a_text_takes(string name) => Ask(name);

    [Theory]
    [MemberData(nameof(NamesOf), "Guard")]
    public void Questions_that_end_nothing(string name) => Ask(name);

    [Theory]
    [MemberData(nameof(NamesOf), "Ended")]
    public void Questions_and_changes_that_end_it(string name) => Ask(name);

    [Theory]
    [MemberData(nameof(NamesOf), "Inside")]
    public void What_the_application_says_itself(string name) => Ask(name);

    [Theory]
    [MemberData(nameof(NamesOf), "Unknown")]
    public void What_cannot_be_known(string name) => Ask(name);

    [Theory]
    [MemberData(nameof(NamesOf), "Service")]
    public void What_callers_of_a_service_say(string name) => Ask(name);

    [Theory]
    [MemberData(nameof(NamesOf), "Sink")]
    public void What_ends_it_for_one_sink_only(string name) => Ask(name);

    [Theory]
    [MemberData(nameof(NamesOf), "Broken")]
    public void Code_that_nobody_finished_is_answered(string name) => Ask(name);

    [Theory]
    [MemberData(nameof(NamesOf), "Habit")]
    public void How_people_clean_and_check_in_place(string name) => Ask(name);

    [Fact]
    public void Both_sides_are_asked_about()
    {
        Assert.Equal(All.Count(), ByName.Value.Count);
        Assert.True(All.Count(flow => flow.IsFound) >= 150);
        Assert.True(All.Count(flow => flow.IsSilent) >= 200);
    }

    private static IReadOnlyList<FlowCase> Named(string topic, IReadOnlyList<FlowCase> cases) => [.. cases.Select(flow => flow with { Name = $"{topic}: {flow.Name}" })];

    private static void Ask(string name)
    {
        var flow = ByName.Value[name];
        if (FlowCode.PlaceOf(flow) is not (var value, var context))
        {
            return;
        }

        var result = TaintTracker.Of(value, context, flow.Policy);
        var expected = flow.Least == flow.Most ? $"{flow.Least}" : $"{flow.Least} to {flow.Most}";
        Assert.True(result.Level >= flow.Least && result.Level <= flow.Most, $"{name} is {result.Level} and should be {expected}:\n{flow.Code}");
        if (flow.IsFound)
        {
            Assert.True(result.Source is not null, $"{name} has no source:\n{flow.Code}");
            Assert.True(result.IsModel == flow.IsModel, $"{name} should {(flow.IsModel ? "" : "not ")}be of a model:\n{flow.Code}");
        }
    }
}
