using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.TestCode;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Arrange;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Outcomes;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Placement;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Writing;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding;

/// <summary>
/// Writes the tests of one member at one place: a real one where its code says for certain what happens, for each other outcome one
/// that fails before it runs anything, since nobody knows what a member does with arguments that are made up.
/// </summary>
/// <param name="home">Where the tests go.</param>
/// <param name="model">The model of that place.</param>
/// <param name="names">How types are written there.</param>
/// <param name="values">What makes values there.</param>
/// <param name="naming">How tests are called there.</param>
internal sealed class MemberTests(TestLocation home, SemanticModel model, TypeNames names, ArgumentFactory values, Naming naming)
{
    private readonly FrameworkSyntax words = new(home.Suite, names);

    /// <summary>The tests of a member, the normal outcome first.</summary>
    /// <param name="member">The member, as its own project sees it.</param>
    /// <param name="compilation">Its own project.</param>
    /// <param name="taken">The names of members that the class has or gets.</param>
    /// <param name="only">Which outcomes are wanted.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public IEnumerable<TestMethod> Of(ISymbol member, Compilation compilation, HashSet<string> taken, Func<Outcome, bool> only, CancellationToken cancellationToken)
    {
        foreach (var method in Parts(member))
        {
            if (home.Suite.Seen(method) is not { } seen || MemberInvocation.Of(seen, home.Suite.Compilation, names) is not { } call)
            {
                continue;
            }

            if (ObjectOf(call) is not { } sut)
            {
                continue;
            }

            foreach (var outcome in OutcomeReader.Of(method, compilation, cancellationToken))
            {
                if (only(outcome) && Write(call, outcome, sut, taken) is { } test)
                {
                    yield return test;
                }
            }
        }
    }

    /// <summary>What of a member runs: the accessors of a property, of an event the one that adds.</summary>
    private static IEnumerable<IMethodSymbol> Parts(ISymbol member)
        => member switch
        {
            IMethodSymbol method => [method],
            IPropertySymbol property => new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>().Where(SideEffectFree.HasCode),
            IEventSymbol { AddMethod: { } add } => [add],
            _ => [],
        };

    /// <summary>The object that is used; of a call that makes one, what stands around what is tested of it.</summary>
    private SystemUnderTest? ObjectOf(MemberInvocation call)
        => call.NeedsObject ? SystemUnderTest.Of(call.Type, home, model, values, names)
            : call.IsInitializer ? values.Objects.Made(call.Type, besides: call.Name) is { } made ? new(made.Text, null, made.IsCertain) : null
            : call.IsConstructor ? values.Objects.Required(call.Type, call.Method) is { } required ? new(required.Text, null, SideEffectFree.ReachesConstructors(call.Type, home.Suite.Compilation)) : null
            : new("", null, SideEffectFree.Initializes(call.Type, home.Suite.Compilation));

    private TestMethod? Write(MemberInvocation call, Outcome outcome, SystemUnderTest sut, HashSet<string> taken)
    {
        var lines = new List<string>();
        var arguments = new List<string>();
        var isCertain = sut.IsCertain && !call.MayBeLeftOut && outcome.Before is not null && outcome.Ending != Ending.Normal;
        var isNamed = false;
        foreach (var parameter in call.Parameters)
        {
            var refusals = outcome.Before?.Where(refusal => refusal.Parameter.Name == parameter.Name).ToList() ?? [];
            var isCause = outcome.Cause?.Parameter.Name == parameter.Name;
            var isCanceled = outcome.Ending == Ending.Canceled && parameter.Type is { Name: "CancellationToken" };
            if (!isCause && !isCanceled && refusals.Count == 0 && (parameter.IsOptional || parameter.IsParams) && parameter.RefKind == RefKind.None && !call.HasOverloads && !IsTokenToPass(parameter))
            {
                isNamed = true;
                continue;
            }

            var value = isCause ? Refused(call, outcome, parameter) : isCanceled ? values.Canceled() : values.Of(parameter.Type, parameter.Name, refusals);
            if (value is null && isCause)
            {
                isCertain = false;
                value = values.Of(parameter.Type, parameter.Name, refusals);
            }

            if (value is null)
            {
                return null;
            }

            isCertain &= value.IsCertain && refusals.TrueForAll(refusal => refusal.Refuses(value) == false);
            var text = value.Text;
            var typeName = names.Of(parameter.Type);
            switch (parameter.RefKind)
            {
                case RefKind.Out:
                    text = call.HasOverloads && typeName is not null ? $"out {typeName} _" : "out _";
                    break;
                case RefKind.Ref:
                    if (typeName is null)
                    {
                        return null;
                    }

                    // The tests have variables of their own.
                    var variable = parameter.Name is "sut" or "result" ? parameter.Name + "Value" : IdentifierText.Escaped(parameter.Name);
                    lines.Add($"{typeName} {variable} = {text};");
                    text = "ref " + variable;
                    break;
                default:
                    // A literal of its own have only the larger numbers.
                    text = call.HasOverloads && value.Constant is sbyte or byte or short or ushort ? $"({typeName}){text}" : text;
                    break;
            }

            arguments.Add(isNamed ? $"{IdentifierText.Escaped(parameter.Name)}: {text}" : text);
        }

        if (sut.SetUp is { } setUp)
        {
            lines.Insert(0, setUp);
        }

        return Compose(call, outcome, call.Write(sut.Expression, arguments), lines, isCertain, taken);
    }

    /// <summary>True where a framework wants its own token to be handed on, as xunit from version 3 does.</summary>
    private bool IsTokenToPass(IParameterSymbol parameter)
        => parameter.Type is { Name: "CancellationToken" } && home.Suite.Known.Has("Xunit.TestContext");

    private Argument? Refused(MemberInvocation call, Outcome outcome, IParameterSymbol parameter)
    {
        if (outcome.WantsNull || outcome.Cause!.IsOfNull)
        {
            return !parameter.Type.IsReferenceType && parameter.Type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T ? null
                : call.HasOverloads ? values.NullOf(parameter.Type)
                : parameter.Type.IsReferenceType && parameter.NullableAnnotation == NullableAnnotation.Annotated ? new("null", true, isNull: true)
                : values.Null;
        }

        return outcome.Cause.IsOfEmptyGuid ? names.Of(parameter.Type) is { } guid ? new(guid + ".Empty", true) : null
            : outcome.Cause.Refused() is { } constant ? ArgumentFactory.Constant(constant)
            : null;
    }

    private TestMethod? Compose(MemberInvocation call, Outcome outcome, string expression, List<string> lines, bool isCertain, HashSet<string> taken)
    {
        var isAwaited = false;
        if (lines.Count > 0)
        {
            lines.Add("");
        }

        string name;
        string message;
        if (outcome.Ending == Ending.Normal)
        {
            isCertain = false;
            isAwaited = call.IsAwaitable || call.IsAsyncSequence;
            lines.AddRange(Plain(call, expression));
            (name, message) = call.IsConstructor ? (TestNaming.Name(naming, call.Name, "creates", TestNaming.Capital(call.Type.Name), [], []), $"Describe what {call.Spoken} does.")
                : call.HasResult ? (TestNaming.Name(naming, call.Name, "returns", "Result", [], []), $"Describe what {call.Spoken} returns.")
                : (TestNaming.Name(naming, call.Name, "completes", "", [], []), $"Describe what {call.Spoken} does.");
        }
        else
        {
            var isCanceled = outcome.Ending == Ending.Canceled;
            var exception = isCanceled ? home.Suite.Known["System.OperationCanceledException"] : outcome.Exception is { } thrown ? home.Suite.Seen(thrown) : null;
            if (exception is null || call.IsAsyncSequence || words.Throws(exception, call.IsAwaitable, isCanceled, out isAwaited) is not { } throws)
            {
                return null;
            }

            var lambda = call.IsValueTask ? $"async () => await {expression}" : call.IsStatement ? $"() => {expression}" : $"() => _ = {expression}";
            lines.Add($"{(isAwaited ? "await " : "")}{throws}({lambda});");
            (name, message) = isCanceled
                ? (isCertain ? TestNaming.Name(naming, call.Name, "throws", exception.Name, ["token", "is", "canceled"], ["canceled", "token"]) : TestNaming.Name(naming, call.Name, "stops", "", ["token", "is", "canceled"], ["canceled", "token"]),
                    $"Describe what {call.Spoken} does when its token is already canceled.")
                : (TestNaming.Name(naming, call.Name, "throws", exception.Name, StateOf(outcome, full: true), StateOf(outcome, full: false)),
                    $"Describe when {call.Spoken} throws {exception.Name}{(outcome.Condition is { } condition ? $": {condition}" : outcome.Cause is { } cause ? $": {string.Join(" ", cause.State)}" : "")}.");
        }

        if (!isCertain)
        {
            if (words.Fail(message) is not { } fail)
            {
                return null;
            }

            lines.InsertRange(0, [fail, ""]);
        }

        var unique = name;
        for (var i = 2; !taken.Add(unique); i++)
        {
            unique = name + i;
        }

        return new(unique, isAwaited, lines, call.Method);
    }

    private static string[] StateOf(Outcome outcome, bool full)
        => outcome.Cause is not { } cause ? []
            : outcome.WantsNull ? (full ? [cause.Parameter.Name, "is", "null"] : ["null", cause.Parameter.Name])
            : full ? cause.State : cause.Short;

    private static IEnumerable<string> Plain(MemberInvocation call, string expression)
        => call.IsAsyncSequence ? [$"await foreach (var item in {expression})", "{", "}"]
            : call.IsConstructor ? [$"var sut = {expression};"]
            : call.HasResult ? [$"var result = {(call.IsAwaitable ? "await " : "")}{expression};"]
            : call.IsInitializer ? [$"var sut = {expression};"]
            : [$"{(call.IsAwaitable ? "await " : "")}{expression};"];
}
