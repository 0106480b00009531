using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure;

/// <summary>
/// An object that gets the text of an exception in a handler and goes to a client later: it is answered with two statements below, an action
/// or an endpoint returns it, or a service does whose results are answered with.
/// </summary>
internal sealed class AnsweredObject
{
    private static readonly ConditionalWeakTable<SyntaxTree, HashSet<string>> PerTree = new();

    /// <summary>True where a call answers with the object; false where it is returned.</summary>
    private readonly bool isCall;

    private AnsweredObject(ResponseSink sink, bool isCertain, bool isCall = false)
    {
        this.isCall = isCall;
        Sink = sink;
        IsCertain = isCertain;
    }

    /// <summary>What gets the text, as an answer.</summary>
    public ResponseSink Sink { get; }

    /// <summary>False where the object is the result of a method that some endpoint answers with, as far as its name tells.</summary>
    public bool IsCertain { get; }

    /// <summary>What a message calls the place: the call that answers with the object, or else the member that gets the text.</summary>
    /// <param name="text">Where the text stands.</param>
    /// <param name="place">The place in the handler around it.</param>
    public string NameOf(SyntaxNode text, ExpressionSyntax place)
    {
        if (isCall)
        {
            return Sink.Name;
        }

        for (var node = text; node is not null; node = node.Parent)
        {
            var name = node switch
            {
                AssignmentExpressionSyntax { Left: IdentifierNameSyntax member, Parent: InitializerExpressionSyntax } => member.Identifier.ValueText,
                AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax member } => member.Name.Identifier.ValueText,
                AnonymousObjectMemberDeclaratorSyntax { NameEquals.Name: var member } => member.Identifier.ValueText,
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add", Expression: MemberAccessExpressionSyntax list } } => list.Name.Identifier.ValueText,
                // A method that makes the answer: Result.Fail(ex.Message).
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: not ("ToString" or "FromResult") and var made }, ArgumentList: var given } when given.Span.Contains(text.Span) => made,
                _ => null,
            };
            if (name is not null || node == place)
            {
                return name ?? Sink.Name;
            }
        }

        return Sink.Name;
    }

    /// <summary>The places in a handler where an object may get the text: <c>return new …</c>, <c>result = …</c>, <c>result.Error = …</c>, <c>result.Errors.Add(…)</c>.</summary>
    public static IEnumerable<ExpressionSyntax> PlacesIn(CatchClauseSyntax clause)
    {
        foreach (var node in clause.Block.DescendantNodes(Functions.StayOutside))
        {
            switch (node)
            {
                case ReturnStatementSyntax { Expression: { } value } when Unwrapped(value) is BaseObjectCreationExpressionSyntax or AnonymousObjectCreationExpressionSyntax or InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax }:
                    yield return value;
                    break;
                case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax, Left: var target } assignment when RootOf(target) is not null:
                    yield return assignment;
                    break;
                case InvocationExpressionSyntax { Parent: ExpressionStatementSyntax, ArgumentList.Arguments.Count: 1, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add", Expression: MemberAccessExpressionSyntax list } } call when RootOf(list) is not null:
                    yield return call;
                    break;
            }
        }
    }

    /// <summary>What such a place sends to a client; null where the object stays on the server, or nobody knows.</summary>
    public static AnsweredObject? At(ExpressionSyntax place, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        if (place.Parent is ReturnStatementSyntax returned)
        {
            return Unwrapped(place) is var value
                && model.GetOperation(value, cancellationToken) is { } made
                && ResponseSink.Of(made, known) is null
                && IsOwn(made.Type, known)
                && Returned(returned, model, known, cancellationToken) is var way and not ReturnKind.Elsewhere
                    ? new(ResponseSink.Of(made, made.Type!.Name, null, [made]), way == ReturnKind.Answer)
                    : null;
        }

        if (model.GetOperation(place, cancellationToken) is not { } operation || ResponseSink.Of(operation, known) is not null)
        {
            return null;
        }

        var (target, text) = operation switch
        {
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation or IFieldReferenceOperation or ILocalReferenceOperation } assignment => (assignment.Target, assignment.Value),
            IInvocationOperation { Instance: { } list, Arguments: { Length: 1 } arguments } => (list, arguments[0].Value),
            _ => default,
        };
        if (target is null || LocalOf(target) is not { } local)
        {
            return null;
        }

        foreach (var node in FunctionSyntax.Enclosing(place).DescendantNodes())
        {
            if (node is not IdentifierNameSyntax use || use.SpanStart < place.Span.End || use.Identifier.ValueText != local.Name)
            {
                continue;
            }

            if (use.Parent is AssignmentExpressionSyntax again && again.Left == use)
            {
                if (again.FirstAncestorOrSelf<BlockSyntax>() is { } block && block.Span.Contains(place.Span))
                {
                    // From here on it is something else.
                    return null;
                }

                continue;
            }

            if (use.Parent is ArgumentSyntax { Parent.Parent: ExpressionSyntax taker }
                && model.GetOperation(taker, cancellationToken) is { } answer
                && ResponseSink.Of(answer, known) is { } sink)
            {
                return new(ResponseSink.Of(operation, sink.Name, sink.Status, [text!]), isCertain: true, isCall: true);
            }

            if (use.Parent is ReturnStatementSyntax end && Returned(end, model, known, cancellationToken) is var way and not ReturnKind.Elsewhere)
            {
                return new(ResponseSink.Of(operation, local.Type.Name, null, [text!]), way == ReturnKind.Answer);
            }
        }

        return null;
    }

    private enum ReturnKind
    {
        /// <summary>Nobody knows what becomes of it.</summary>
        Elsewhere,

        /// <summary>Some endpoint answers with what a method of this name gives.</summary>
        Result,

        /// <summary>The framework sends it.</summary>
        Answer,
    }

    /// <summary>What becomes of what a function returns.</summary>
    private static ReturnKind Returned(SyntaxNode place, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => FunctionSyntax.Enclosing(place) switch
        {
            AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } argument } => RequestHandler.IsMapping(call, argument, model, known) ? ReturnKind.Answer : ReturnKind.Elsewhere,
            MethodDeclarationSyntax method => IsAction(method, model, known, cancellationToken) ? ReturnKind.Answer
                : known.Project.Kind == ProjectKind.Web && AnsweredNames(known).Contains(method.Identifier.ValueText) ? ReturnKind.Result
                : ReturnKind.Elsewhere,
            _ => ReturnKind.Elsewhere,
        };

    private static bool IsAction(MethodDeclarationSyntax method, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => method is { Parent: ClassDeclarationSyntax type } && Controllers.MayExist(known) && Controllers.MayBe(type) && model.GetDeclaredSymbol(method, cancellationToken) is { } action && Controllers.IsAction(action, known);

    /// <summary>An object of the application's own, that is sent as it is.</summary>
    private static bool IsOwn(ITypeSymbol? type, KnownTypes known)
        => type is { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Struct } && !known.IsA(type, "System.Exception") && (type.IsAnonymousType || known.IsOfSolution(type.ContainingAssembly));

    private static HashSet<string> AnsweredNames(KnownTypes known) => known.PerCompilation(static key => new AnsweredMethods(key)).Names;

    private static ExpressionSyntax Unwrapped(ExpressionSyntax value)
        => value switch
        {
            ParenthesizedExpressionSyntax inner => Unwrapped(inner.Expression),
            AwaitExpressionSyntax awaited => Unwrapped(awaited.Expression),

            // Task.FromResult(new …), Task.FromResult<Order>(…)
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromResult" }, ArgumentList.Arguments: { Count: 1 } arguments } => Unwrapped(arguments[0].Expression),
            _ => value,
        };

    private static string? RootOf(ExpressionSyntax target)
        => target switch
        {
            MemberAccessExpressionSyntax access => RootOf(access.Expression),
            ElementAccessExpressionSyntax access => RootOf(access.Expression),
            IdentifierNameSyntax { Identifier.ValueText: { Length: > 0 } name } when !char.IsUpper(name[0]) && name[0] != '_' => name,
            _ => null,
        };

    private static ILocalSymbol? LocalOf(IOperation target)
    {
        while (true)
        {
            switch (target)
            {
                case IPropertyReferenceOperation { Instance: { } owner }:
                    target = owner;
                    break;
                case IFieldReferenceOperation { Instance: { } owner }:
                    target = owner;
                    break;
                case ILocalReferenceOperation { Local: var local }:
                    return local;
                default:
                    return null;
            }
        }
    }

    /// <summary>The names of the methods whose results the controllers and endpoints of a compilation answer with.</summary>
    private sealed class AnsweredMethods
    {
        public AnsweredMethods(KnownTypes known)
        {
            foreach (var tree in known.Compilation.SyntaxTrees)
            {
                if (StartupTree.Of(tree, CancellationToken.None) is { } read && (read.Controllers.Count > 0 || read.Names.Any(StartupNames.IsMapping)))
                {
                    Names.UnionWith(PerTree.GetValue(tree, static key => Read(key.GetRoot())));
                }
            }
        }

        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        private static HashSet<string> Read(SyntaxNode root)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var node in root.DescendantNodes())
            {
                switch (node)
                {
                    case ArgumentSyntax { Expression: var given, Parent.Parent: InvocationExpressionSyntax answer } when InvocationSyntax.NameOf(answer)?.Identifier.ValueText is { } name && Array.IndexOf(ResponseSink.Methods, name) >= 0:
                        Add(given, names);
                        break;
                    case ReturnStatementSyntax { Expression: { } returned }:
                        Add(returned, names);
                        break;
                    case ArrowExpressionClauseSyntax { Expression: var returned }:
                        Add(returned, names);
                        break;
                    case LambdaExpressionSyntax { ExpressionBody: { } returned }:
                        Add(returned, names);
                        break;
                }
            }

            return names;
        }

        private static void Add(ExpressionSyntax answered, HashSet<string> names)
        {
            var value = Unwrapped(answered);
            if (value is IdentifierNameSyntax { Identifier.ValueText: var variable } use)
            {
                value = NameLookup.ValueGiven(use, variable) is { } initial ? Unwrapped(initial) : value;
            }

            if (value is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name)
            {
                names.Add(name);
            }
        }
    }
}
