using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.TestCode;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Testing.Polling;

namespace ProdGap.Analyzers.CodeFixes.Testing.Polling;

/// <summary>Waits until what is asserted next is so, or a deadline passes. One at a time: the test may have waited for something else as well.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG4006SleepInTestFix : SolutionFix<InvocationExpressionSyntax>
{
    /// <summary>How long the poll goes on, in seconds; no sleep that it replaces is longer.</summary>
    private const int Deadline = 10;

    private static readonly string[] NamesAsync = ["WaitUntilAsync", "WaitForConditionAsync", "PollUntilAsync"];

    private static readonly string[] Names = ["WaitUntil", "WaitForCondition", "PollUntil"];

    private protected override ImmutableArray<Remedy> Remedies =>
        [new("PG4006.poll", "Poll for the asserted condition, with a deadline (changes behavior: continues as soon as it holds)", PlanAsync, inFixAll: false, changesBehavior: true)];

    private static async Task<SolutionEdits?> PlanAsync(Site site, CancellationToken cancellationToken)
    {
        var model = site.Model;
        if (site.Document is SourceGeneratedDocument
            || FixedPause.StatementOf(site.Node) is not { Parent: BlockSyntax { Parent: MethodDeclarationSyntax { Parent: ClassDeclarationSyntax type } method } } sleep
            || CodeLayout.HasComments(sleep, sleep.Span)
            || !TakesMembers(type)
            || model.GetOperation(site.Node, cancellationToken) is not IInvocationOperation call
            || !EndsInTime(call)
            || PollingCondition.After(sleep, method, model, cancellationToken) is not { } condition)
        {
            return null;
        }

        var awaits = method.Modifiers.Any(SyntaxKind.AsyncKeyword);
        var token = TokenOf(call);
        if (token is not null && !awaits)
        {
            return null;
        }

        // What lives on the stack does not live across an await, which the compiler says late.
        if (awaits && !sleep.DescendantNodes().OfType<AwaitExpressionSyntax>().Any() && HasRefs(method, model, cancellationToken))
        {
            return null;
        }

        var names = new TypeNames(model, type.CloseBraceToken.SpanStart, qualifies: false);
        var edits = new SolutionEdits();
        if (Find(method, model, sleep.SpanStart, awaits, token is not null) is not var (name, isThere))
        {
            return null;
        }

        if (!isThere)
        {
            var layout = TestLayout.In(type);
            if (Write(name, awaits, token is not null, names, layout, KnownTypes.Of(model.Compilation)) is not { } helper)
            {
                return null;
            }

            edits.Replace(site.Document.Id, type, current => layout.Append((ClassDeclarationSyntax)current, [helper]));
            foreach (var import in names.Imports)
            {
                edits.Import(site.Document.Id, import);
            }
        }

        var text = $"{(awaits ? "await " : "")}{name}(() => {condition}{(token is null ? "" : ", " + token)});";
        edits.Replace(site.Document.Id, sleep, current => SyntaxFactory.ParseStatement(text).WithTriviaFrom(current));
        return await CompileCheck.OrNothingAsync(edits, site.Document, model, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>True where the end of a class is where it seems to be.</summary>
    private static bool TakesMembers(ClassDeclarationSyntax type)
        => type is { OpenBraceToken: { IsMissing: false, RawKind: not 0 }, CloseBraceToken.IsMissing: false } && !type.CloseBraceToken.LeadingTrivia.Any(trivia => trivia.IsDirective);

    /// <summary>The token that ends the run, as it is written; null where none is passed.</summary>
    private static string? TokenOf(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (FixedPause.IsOfTheRun(Operands.Unwrap(argument.Value)))
            {
                return argument.Value.Syntax.ToString();
            }
        }

        return null;
    }

    /// <summary>True where the time is known, and the poll has at least as much.</summary>
    private static bool EndsInTime(IInvocationOperation call)
        => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0) is { Value: var time } && Milliseconds(time) is { } known && known <= Deadline * 1000;

    private static double? Milliseconds(IOperation time)
    {
        time = Operands.Unwrap(time);
        time = time switch
        {
            ILocalReferenceOperation { ConstantValue.HasValue: false } local => Operands.Initializer(local) ?? time,
            IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field } => InitialValue.Of(field, time.SemanticModel!) is { } given ? Operands.Unwrap(given) : time,
            _ => time,
        };
        if (Number(time) is { } number)
        {
            return number;
        }

        return time is IInvocationOperation { TargetMethod: { Name: var unit, ContainingType.Name: "TimeSpan" }, Arguments: { Length: > 0 } arguments }
            && arguments.Skip(1).All(other => other.ArgumentKind == ArgumentKind.DefaultValue)
            && Number(Operands.Unwrap(arguments[0].Value)) is { } amount
                ? unit switch
                {
                    "FromTicks" => amount / TimeSpan.TicksPerMillisecond,
                    "FromMicroseconds" => amount / 1000,
                    "FromMilliseconds" => amount,
                    "FromSeconds" => amount * 1000,
                    "FromMinutes" => amount * 60000,
                    _ => null,
                }
                : null;
    }

    private static double? Number(IOperation value)
        => value.ConstantValue is { HasValue: true, Value: { } constant } ? constant switch
        {
            int number => number,
            long number => number,
            double number => number,
            _ => null,
        } : null;

    private static bool HasRefs(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellationToken)
        => method.DescendantNodes().Any(node => node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax
            && model.GetDeclaredSymbol(node, cancellationToken) is ILocalSymbol { Type.IsRefLikeType: true } or ILocalSymbol { RefKind: not RefKind.None });

    /// <summary>A method that polls, or a name for one; null where all names are taken.</summary>
    private static (string Name, bool IsThere)? Find(MethodDeclarationSyntax test, SemanticModel model, int position, bool awaits, bool takesToken)
    {
        foreach (var name in awaits ? NamesAsync : Names)
        {
            var seen = model.LookupSymbols(position, name: name);
            if (seen.Any(symbol => symbol is IMethodSymbol method && Polls(method, awaits, takesToken) && (method.IsStatic || !test.Modifiers.Any(SyntaxKind.StaticKeyword))))
            {
                return (name, true);
            }

            // A second one may stand beside the first if it takes another number of arguments.
            if (seen.All(symbol => symbol is IMethodSymbol method && method.Parameters.Length != (takesToken ? 2 : 1) && method.Parameters.All(parameter => !parameter.IsOptional && !parameter.IsParams)))
            {
                return (name, false);
            }
        }

        return null;
    }

    private static bool Polls(IMethodSymbol method, bool awaits, bool takesToken)
        => method.Arity == 0
            && (awaits ? IsTask(method.ReturnType) : IsNothing(method.ReturnType))
            && method.Parameters.Length >= (takesToken ? 2 : 1)
            && method.Parameters[0].Type is INamedTypeSymbol { Name: "Func", TypeArguments: { Length: 1 } answers } && answers[0].SpecialType == SpecialType.System_Boolean
            && (!takesToken || method.Parameters[1].Type.Name == "CancellationToken")
            && method.Parameters.Skip(takesToken ? 2 : 1).All(parameter => parameter.IsOptional);

    private static bool IsTask(ITypeSymbol type)
        => type is INamedTypeSymbol { Name: "Task" or "ValueTask" } task && (task.Arity == 0 || (task.Arity == 1 && IsNothing(task.TypeArguments[0])));

    /// <summary>True for no answer, and for one that only says whether the time was enough, which the assertion says as well.</summary>
    private static bool IsNothing(ITypeSymbol type) => type.SpecialType is SpecialType.System_Void or SpecialType.System_Boolean;

    private static string? Write(string name, bool awaits, bool takesToken, TypeNames names, TestLayout layout, KnownTypes known)
    {
        if (known["System.Func`1"] is not { } func
            || known["System.Boolean"] is not { } boolean
            || known["System.DateTime"] is not { } dateTime
            || known["System.Threading.Tasks.Task"] is not { } task
            || known["System.Threading.Thread"] is not { } thread
            || known["System.Threading.CancellationToken"] is not { } cancellation)
        {
            return null;
        }

        var now = names.Of(dateTime) + ".UtcNow";
        var loop = layout.Block(
            $"while (!condition() && {now} < deadline)",
            awaits ? $"await {names.Of(task)}.Delay(10{(takesToken ? ", cancellationToken" : "")});" : $"{names.Of(thread)}.Sleep(10);");
        return layout.WriteMethod(
            $"private static {(awaits ? "async " + names.Of(task) : "void")} {name}({names.Of(func.Construct(boolean))} condition{(takesToken ? $", {names.Of(cancellation)} cancellationToken" : "")})",
            [$"var deadline = {now}.AddSeconds({Deadline});", .. loop]);
    }
}
