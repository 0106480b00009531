using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Cancellation;

/// <summary>What a reader, a writer or a stream was made over.</summary>
internal enum StreamOrigin
{
    /// <summary>Something else, or nobody knows.</summary>
    Unknown,

    /// <summary>Bytes that are in memory: a resource of the assembly, a buffer, a text.</summary>
    Memory,

    /// <summary>What the client sends.</summary>
    Request,

    /// <summary>What the client is sent.</summary>
    Response,

    /// <summary>A channel that takes whatever comes.</summary>
    UnboundedChannel,

    /// <summary>The web socket of a request.</summary>
    Socket,
}

/// <summary>Follows a reader, a writer or a stream back to what it was made over: through variables, members, wrappers, and callers that are all seen.</summary>
internal sealed class StreamSource
{
    private const int Depth = 6;

    private readonly KnownTypes known;

    private StreamSource(KnownTypes known) => this.known = known;

    /// <summary>The origin of what an expression holds.</summary>
    public static StreamOrigin Of(ExpressionSyntax expression, SemanticModel model, KnownTypes known) => new StreamSource(known).Of(expression, model, Depth);

    private StreamOrigin Of(ExpressionSyntax expression, SemanticModel model, int depth)
    {
        if (depth == 0)
        {
            return StreamOrigin.Unknown;
        }

        switch (expression)
        {
            case ParenthesizedExpressionSyntax inner:
                return Of(inner.Expression, model, depth);
            case AwaitExpressionSyntax awaited:
                return Of(awaited.Expression, model, depth);
            case PostfixUnaryExpressionSyntax suppressed:
                return Of(suppressed.Operand, model, depth);
            case CastExpressionSyntax cast:
                return Of(cast.Expression, model, depth);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression or (int)SyntaxKind.CoalesceExpression } either:
                return Of(either.Left, model, depth);
            case ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } call }:
                return OfCall(call, binding.Name.Identifier.ValueText, null, model, depth);
            case InvocationExpressionSyntax call:
                return InvocationSyntax.NameOf(call) is { } method ? OfCall(call, method.Identifier.ValueText, (call.Expression as MemberAccessExpressionSyntax)?.Expression, model, depth) : StreamOrigin.Unknown;
            case BaseObjectCreationExpressionSyntax creation:
                return OfCreation(creation, model, depth);
            case MemberAccessExpressionSyntax access:
                return OfMember(access, model, depth);
            case IdentifierNameSyntax name:
                return OfSymbol(name, model, depth);
            default:
                return StreamOrigin.Unknown;
        }
    }

    private StreamOrigin OfCall(InvocationExpressionSyntax call, string name, ExpressionSyntax? receiver, SemanticModel model, int depth)
        => name switch
        {
            // Packed with the program: a resource of the assembly, a file of the app's package.
            "GetManifestResourceStream" or "OpenAppPackageFileAsync" => StreamOrigin.Memory,
            "Open" when (receiver as SimpleNameSyntax ?? (receiver as MemberAccessExpressionSyntax)?.Name)?.Identifier.ValueText == "AssetLoader" => StreamOrigin.Memory,
            "AcceptWebSocketAsync" => StreamOrigin.Socket,
            "CreateUnbounded" or "CreateUnboundedPrioritized" when (receiver as SimpleNameSyntax ?? (receiver as MemberAccessExpressionSyntax)?.Name)?.Identifier.ValueText == "Channel" => StreamOrigin.UnboundedChannel,
            "ConfigureAwait" or "AsStream" or "AsStreamForWrite" or "AsStreamForRead" when receiver is not null => Of(receiver, model, depth),
            "Create" or "Synchronized" when call.ArgumentList.Arguments.Count > 0 => Of(call.ArgumentList.Arguments[0].Expression, model, depth - 1),
            _ => StreamOrigin.Unknown,
        };

    private StreamOrigin OfCreation(BaseObjectCreationExpressionSyntax creation, SemanticModel model, int depth)
    {
        if (model.GetTypeInfo(creation).Type is not INamedTypeSymbol type)
        {
            return StreamOrigin.Unknown;
        }

        if (IsInMemory(type))
        {
            return StreamOrigin.Memory;
        }

        var wraps = type.Name.EndsWith("Reader", StringComparison.Ordinal) || type.Name.EndsWith("Writer", StringComparison.Ordinal) || type.Name.EndsWith("Stream", StringComparison.Ordinal);
        foreach (var argument in creation.ArgumentList?.Arguments ?? default)
        {
            var origin = Of(argument.Expression, model, depth - 1);
            if (origin == StreamOrigin.Socket || (wraps && origin != StreamOrigin.Unknown))
            {
                return origin;
            }
        }

        return StreamOrigin.Unknown;
    }

    private StreamOrigin OfMember(MemberAccessExpressionSyntax access, SemanticModel model, int depth)
    {
        switch (access.Name.Identifier.ValueText)
        {
            case "OutputStream" or "Body" or "BodyWriter" when IsA(access.Expression, model, "System.Net.HttpListenerResponse", "Microsoft.AspNetCore.Http.HttpResponse"):
                return StreamOrigin.Response;
            case "InputStream" or "Body" or "BodyReader" when IsA(access.Expression, model, "System.Net.HttpListenerRequest", "Microsoft.AspNetCore.Http.HttpRequest"):
                return StreamOrigin.Request;
            case "Writer" or "BaseStream" when Of(access.Expression, model, depth - 1) is not StreamOrigin.Unknown and var inner:
                return inner;
            default:
                return OfSymbol(access, model, depth);
        }
    }

    private StreamOrigin OfSymbol(ExpressionSyntax name, SemanticModel model, int depth)
    {
        var symbol = model.GetSymbolInfo(name).Symbol;
        var type = symbol switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        };
        if (type is null)
        {
            return StreamOrigin.Unknown;
        }

        return IsInMemory(type) ? StreamOrigin.Memory
            : !MayBe(type) ? StreamOrigin.Unknown
            : symbol switch
            {
                ILocalSymbol local => Together(ValuesOf(local.Name, FunctionOf(name)).Select(value => Of(value, model, depth - 1))),
                IFieldSymbol or IPropertySymbol => Together(symbol.ContainingType.DeclaringSyntaxReferences.SelectMany(part => OfParts(symbol.Name, part.GetSyntax(), model, depth))),
                IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter => Together(OfCallers(parameter, method, depth)),
                _ => StreamOrigin.Unknown,
            };
    }

    private IEnumerable<StreamOrigin> OfParts(string member, SyntaxNode type, SemanticModel model, int depth)
        => OtherFile.ModelOf(type.SyntaxTree, model.Compilation) is { } own ? ValuesOf(member, type).Select(value => Of(value, own, depth - 1)) : [StreamOrigin.Unknown];

    /// <summary>What all callers pass, where only this project can call the method.</summary>
    private IEnumerable<StreamOrigin> OfCallers(IParameterSymbol parameter, IMethodSymbol method, int depth)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction) || !IsHidden(method))
        {
            yield break;
        }

        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            foreach (var place in NamedPlaces.Of(tree).Calls(method.Name))
            {
                if (place is InvocationExpressionSyntax call
                    && OtherFile.ModelOf(tree, known.Compilation) is { } model
                    && model.GetSymbolInfo(call).Symbol is IMethodSymbol called
                    && SymbolEqualityComparer.Default.Equals((called.ReducedFrom ?? called).OriginalDefinition, method.OriginalDefinition))
                {
                    yield return Passed(call, called, parameter) is { } given ? Of(given, model, depth - 1) : StreamOrigin.Unknown;
                }
            }
        }
    }

    private static ExpressionSyntax? Passed(InvocationExpressionSyntax call, IMethodSymbol called, IParameterSymbol parameter)
    {
        var at = called.ReducedFrom is null ? parameter.Ordinal : parameter.Ordinal - 1;
        if (at < 0)
        {
            return (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        }

        return call.ArgumentList.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == parameter.Name)?.Expression
            ?? (at < call.ArgumentList.Arguments.Count && call.ArgumentList.Arguments[at].NameColon is null ? call.ArgumentList.Arguments[at].Expression : null);
    }

    private static bool IsHidden(IMethodSymbol method)
    {
        for (ISymbol? symbol = method; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction } || symbol.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The one origin that all values have.</summary>
    private static StreamOrigin Together(IEnumerable<StreamOrigin> origins)
    {
        StreamOrigin? found = null;
        foreach (var origin in origins)
        {
            if (origin == StreamOrigin.Unknown || (found is not null && found != origin))
            {
                return StreamOrigin.Unknown;
            }

            found = origin;
        }

        return found ?? StreamOrigin.Unknown;
    }

    /// <summary>What is assigned to a name in a part of the code, but for null.</summary>
    private static IEnumerable<ExpressionSyntax> ValuesOf(string name, SyntaxNode scope)
    {
        foreach (var node in scope.DescendantNodes())
        {
            var value = node switch
            {
                VariableDeclaratorSyntax { Initializer.Value: var initial } variable when variable.Identifier.ValueText == name => initial,
                PropertyDeclarationSyntax { Initializer.Value: var initial } property when property.Identifier.ValueText == name => initial,
                PropertyDeclarationSyntax { ExpressionBody.Expression: var body } property when property.Identifier.ValueText == name => body,
                AssignmentExpressionSyntax { Left: IdentifierNameSyntax target, Right: var right } when target.Identifier.ValueText == name => right,
                AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var target }, Right: var right } when target.Identifier.ValueText == name => right,
                _ => null,
            };
            if (value is not null and not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression })
            {
                yield return value;
            }
        }
    }

    /// <summary>Where the assignments of a variable stand: a lambda may use one of the function around it.</summary>
    private static SyntaxNode FunctionOf(SyntaxNode place)
        => place.Ancestors().First(node => node is CompilationUnitSyntax or (MemberDeclarationSyntax and not GlobalStatementSyntax));

    private static bool IsInMemory(ITypeSymbol type)
        => type is { Name: "MemoryStream" or "UnmanagedMemoryStream" or "StringReader" or "StringWriter" or "RecyclableMemoryStream", ContainingNamespace.Name: "IO" };

    /// <summary>False for values that are no stream in any sense: numbers, texts.</summary>
    private static bool MayBe(ITypeSymbol type) => type.SpecialType == SpecialType.None && type.TypeKind is TypeKind.Class or TypeKind.Interface;

    private bool IsA(ExpressionSyntax expression, SemanticModel model, string first, string second)
        => model.GetTypeInfo(expression).Type is { } type && (known.IsA(type, first) || known.IsA(type, second));
}
