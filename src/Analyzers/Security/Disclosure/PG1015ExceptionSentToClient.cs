using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure;

/// <summary>Flags an answer to a client that carries the text of an exception.</summary>
public sealed class PG1015ExceptionSentToClient : SecurityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1015",
        "Exception details sent to client",
        "'{0}' sends exception details to the client; {1}",
        "Table names, paths, connection strings, library versions: exception details help whoever attacks the service, and nobody else. The people who could use them never see them, because they are not logged.",
        tags: ["CWE-209", "OWASP-A05"]);

    private static readonly Option<bool> DomainExceptions = Option.Flag(
        "PG1015.domain_exceptions", false, "Also reports the messages of the application's own exception types in responses with a 4xx status.");

    private static readonly Option<bool> Components = Option.Flag(
        "PG1015.components", false, "Also reports exception details that components of Blazor Server show: in their fields, and through services such as `ISnackbar`.");

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1015");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [DomainExceptions, Components, Likely];

    internal override bool AppliesTo(KnownTypes known)
        => !known.IsTestCode
            && (known.Has("Microsoft.AspNetCore.Http.HttpContext") || Controllers.MayExist(known) || known.Has("Microsoft.AspNetCore.SignalR.HubException") || known.Has("Grpc.Core.RpcException"));

    internal override void Register(RuleActions actions)
    {
        actions.OnCall((context, call) => Analyze(context, call), call => call.ArgumentList.Arguments.Count > 0 && ResponseSink.MayBeCall(call) && MayCarry(call), ResponseSink.Methods);
        actions.OnSyntax(AnalyzeCreation, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
        actions.OnSyntax(AnalyzeAssignment, SyntaxKind.SimpleAssignmentExpression);
        actions.OnSyntax(AnalyzeHandler, SyntaxKind.CatchClause);
    }

    private static void AnalyzeCreation(RuleContext context)
    {
        if (ResponseSink.MayBeCreation(context.Node) && MayCarry(context.Node) && context.Model.GetOperation(context.Node, context.CancellationToken) is { } creation)
        {
            Analyze(context, creation);
        }
    }

    private static void AnalyzeAssignment(RuleContext context)
    {
        if (ResponseSink.MayBeTarget(((AssignmentExpressionSyntax)context.Node).Left)
            && MayCarry(((AssignmentExpressionSyntax)context.Node).Right)
            && context.Model.GetOperation(context.Node, context.CancellationToken) is { } assignment)
        {
            Analyze(context, assignment);
        }
    }

    private static void Analyze(RuleContext context, IOperation operation)
    {
        if (ResponseSink.Of(operation, context.Known) is not { } sink || IsPartOfAnother(operation, context.Known))
        {
            return;
        }

        foreach (var sent in SentException.In(sink, context.Known))
        {
            if (Matters(sent, sink, context) && !IsForDevelopers(sent.Syntax) && !IsForDevelopers(sent.Source.Syntax))
            {
                Report(context, IsCertain(sent, context), sent, sink.Name);
                return;
            }
        }
    }

    /// <summary>What a handler puts into an object that goes to the client later.</summary>
    private static void AnalyzeHandler(RuleContext context)
    {
        var clause = (CatchClauseSyntax)context.Node;
        if (clause.Declaration is not { Identifier.ValueText.Length: > 0 })
        {
            return;
        }

        foreach (var place in AnsweredObject.PlacesIn(clause))
        {
            if (!MayCarry(place)
                || AnsweredObject.At(place, context.Model, context.Known, context.CancellationToken) is not { } answered
                || SentException.In(answered.Sink, context.Known).Find(sent => Matters(sent, answered.Sink, context)) is not { } sent
                || IsForDevelopers(sent.Syntax))
            {
                continue;
            }

            Report(context, answered.IsCertain && IsCertain(sent, context), sent, answered.NameOf(sent.Syntax, place));
        }

        if (context.Read(Components))
        {
            AnalyzeComponent(context, clause);
        }
    }

    /// <summary>What a handler in a component shows on the page.</summary>
    private static void AnalyzeComponent(RuleContext context, CatchClauseSyntax clause)
    {
        foreach (var place in ShownText.PlacesIn(clause))
        {
            if (MayCarry(place)
                && ShownText.At(place, context.Model, context.Known, context.CancellationToken) is { } shown
                && SentException.In(shown, context.Known).Find(sent => Matters(sent, shown, context)) is { } sent
                && !IsForDevelopers(sent.Syntax))
            {
                context.Report(Gap, sent.Syntax.GetLocation(), shown.Name, RemedyFor(sent, context));
            }
        }
    }

    private static void Report(RuleContext context, bool isCertain, SentException sent, string name)
    {
        if (isCertain)
        {
            context.Report(Gap, sent.Syntax.GetLocation(), name, RemedyFor(sent, context));
        }
        else
        {
            context.Suggest(Gap, Likely, sent.Syntax.GetLocation(), name, RemedyFor(sent, context));
        }
    }

    /// <summary>What is left to do: where the handler logs the exception already, that is no news.</summary>
    private static string RemedyFor(SentException sent, RuleContext context) => KnownReader.IsLogged(sent, context) ? "return a generic error" : "log the exception and return a generic error";

    /// <summary>False where the text hardly says anything about the inside, or only what the reader wrote, or where the reader may know.</summary>
    private static bool IsCertain(SentException sent, RuleContext context)
        => !RunsOwnStatement(sent.Syntax) && !KnownReader.Is(sent, context) && (sent.IsTrace || !PlainTry.IsAround(sent.Source.Syntax, context.Model, context.Known, context.CancellationToken));

    /// <summary>True in a function that runs what it was given as a statement of SQL: who wrote it is told what is wrong with it.</summary>
    private static bool RunsOwnStatement(SyntaxNode place)
    {
        var function = FunctionSyntax.Enclosing(place);
        var parameters = FunctionSyntax.ParametersOf(function).Select(parameter => parameter.Identifier.ValueText).ToList();
        return parameters.Count > 0
            && function.DescendantNodes().Any(node => node is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CommandText" }, Right: var statement }
                && Root(statement) is { } root
                && parameters.Contains(root));
    }

    private static string? Root(ExpressionSyntax expression)
        => expression switch
        {
            MemberAccessExpressionSyntax access => Root(access.Expression),
            PostfixUnaryExpressionSyntax certain => Root(certain.Operand),
            IdentifierNameSyntax name => name.Identifier.ValueText,
            _ => null,
        };

    private static bool IsForDevelopers(SyntaxNode place) => EnvironmentGuard.Contains(place, EnvironmentWords.Details) || EnvironmentGuard.IsInDeveloperType(place);

    /// <summary>True where a text is not meant for the client: nobody who threw it knew that it would be read there.</summary>
    private static bool Matters(SentException sent, ResponseSink sink, RuleContext context)
        => sent.IsTrace
            || WeightOf(sent, context) switch
            {
                ExceptionAudience.Internal => true,
                ExceptionAudience.Refusal => sink.Status is not (null or 401 or 403),
                ExceptionAudience.Ambiguous => sink.Status >= 500,
                _ => sink.Status >= 500 || (sink.Status >= 400 && context.Read(DomainExceptions)),
            };

    /// <summary>By the static type; where that is any exception, by the types that a test has admitted.</summary>
    private static ExceptionAudience WeightOf(SentException sent, RuleContext context)
    {
        var weight = ExceptionAudiences.Of(sent.Exception, context.Known);
        if (weight != ExceptionAudience.Internal)
        {
            return weight;
        }

        if (ExceptionTypeGuard.AdmittedAt(sent.Source.Syntax, sent.Speaker) is not { } admitted)
        {
            // Only now is it worth to look into what is tried.
            return OwnRefusals.ThrownAround(sent.Source.Syntax, context.Model, context.Known, context.CancellationToken) is { Count: > 0 } thrown
                ? thrown.Min(type => ExceptionAudiences.Of(type, context.Known))
                : weight;
        }

        weight = admitted.Count == 0 ? ExceptionAudience.Ambiguous : ExceptionAudience.Public;
        foreach (var type in admitted)
        {
            var one = context.Model.GetSymbolInfo(type, context.CancellationToken).Symbol is ITypeSymbol symbol ? ExceptionAudiences.Of(symbol, context.Known) : ExceptionAudience.Ambiguous;
            weight = one < weight ? one : weight;
        }

        return weight;
    }

    /// <summary>True inside another answer, which is reported in its place.</summary>
    private static bool IsPartOfAnother(IOperation operation, KnownTypes known)
    {
        for (var outer = operation.Parent; outer is not null and not (IBlockOperation or IAnonymousFunctionOperation or ILocalFunctionOperation); outer = outer.Parent)
        {
            if (ResponseSink.Of(outer, known) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True in a handler with a variable, and in a function that is given an exception.</summary>
    private static bool HandlesException(SyntaxNode place)
    {
        for (var node = place.Parent; node is not null; node = node.Parent)
        {
            var parameters = node switch
            {
                CatchClauseSyntax { Declaration.Identifier.ValueText.Length: > 0 } => null,
                BaseMethodDeclarationSyntax method => method.ParameterList,
                LocalFunctionStatementSyntax local => local.ParameterList,
                ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList,
                _ => NoParameters,
            };

            if (parameters is null || parameters.Parameters.Any(parameter => NameOf(parameter.Type)?.EndsWith("Exception", StringComparison.Ordinal) == true))
            {
                return true;
            }

            if (node is MemberDeclarationSyntax and not GlobalStatementSyntax)
            {
                return false;
            }
        }

        return false;
    }

    private static readonly ParameterListSyntax NoParameters = SyntaxFactory.ParameterList();

    private static string? NameOf(TypeSyntax? type)
        => type switch
        {
            NullableTypeSyntax nullable => NameOf(nullable.ElementType),
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => null,
        };

    /// <summary>
    /// False for what cannot carry an exception by its text. In a handler any name may be the exception or come from it; elsewhere the
    /// exception has to be spoken to.
    /// </summary>
    private static bool MayCarry(SyntaxNode answer)
    {
        var inHandler = HandlesException(answer);
        foreach (var node in answer.DescendantNodes())
        {
            if (inHandler
                ? node is IdentifierNameSyntax { Parent: not (MemberAccessExpressionSyntax or InvocationExpressionSyntax) } or IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Message" or "StackTrace" or "ToString" } }
                : node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Message" or "StackTrace" or "Error" or "Exception" or "ToString" or "InnerException" }
                    or MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Message" or "StackTrace" or "ToString" or "Error" or "Exception" or "InnerException" })
            {
                return true;
            }
        }

        return false;
    }
}
