using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>The name under which a store keeps a secret, which is called a key as the secret is: put together of ids and names, or handed on beside the secret itself.</summary>
internal static class EntryName
{
    /// <summary>So far a name is followed through variables, callers and the functions that make it.</summary>
    private const int Depth = 4;

    /// <summary>So many calls of one function are looked at.</summary>
    private const int MostCalls = 32;

    /// <summary>Last words of what such a name is made of.</summary>
    private static readonly HashSet<string> Pieces = SecretNames.Set(
        "id ids name names prefix suffix type kind provider tenant namespace scope category environment env section index number version region slug store service purpose culture locale separator");

    /// <summary>First words of what puts a secret into a store.</summary>
    private static readonly HashSet<string> Storing = SecretNames.Set("set store save put write upsert add persist update");

    /// <summary>First words of what asks a store for one.</summary>
    private static readonly HashSet<string> Asking = SecretNames.Set("get read find load fetch select try lookup resolve retrieve delete remove exists has contains");

    /// <summary>What a store keeps, and what it is.</summary>
    private static readonly HashSet<string> Stored = SecretNames.Set("secret secrets credential credentials vault keyring keychain entry");

    /// <summary>Words of the value that stands beside its name.</summary>
    private static readonly HashSet<string> Contents = SecretNames.Set("value values encrypted plaintext ciphertext content");

    /// <summary>True for a variable whose value is such a name.</summary>
    public static bool Is(IOperation value)
        => value switch
        {
            IParameterReferenceOperation { Parameter: var parameter } => EndsInKey(parameter.Name) && (IsGivenNames(parameter, 0) || IsBesideSecret(parameter.Name, value.Syntax)),
            ILocalReferenceOperation { Local: { DeclaringSyntaxReferences: { Length: 1 } declared, ContainingType: { } type } local } => EndsInKey(local.Name)
                && (declared[0].GetSyntax() switch
                    {
                        VariableDeclaratorSyntax { Initializer.Value: { } made } => made is not LiteralExpressionSyntax && IsName(made, type, 0),
                        ForEachStatementSyntax loop => AreNames(loop.Expression, type, 0),
                        _ => false,
                    }
                    || IsBesideSecret(local.Name, value.Syntax)),
            _ => false,
        };

    private static bool EndsInKey(string name) => WordSplitter.Of(name) is { Count: > 1 } words && words[words.Count - 1] is "key" or "keys";

    /// <summary>True for a parameter of a function that nobody outside calls, where every call hands over such a name.</summary>
    private static bool IsGivenNames(IParameterSymbol parameter, int depth)
    {
        if (depth > Depth
            || parameter.ContainingSymbol is not IMethodSymbol { ContainingType: { } type } method
            || (method.MethodKind != MethodKind.LocalFunction && (method.DeclaredAccessibility != Accessibility.Private || type.GetMembers(method.Name).Length != 1)))
        {
            return false;
        }

        var calls = 0;
        foreach (var part in type.DeclaringSyntaxReferences)
        {
            foreach (var place in NamedPlaces.Of(part.SyntaxTree).Calls(method.Name))
            {
                if (place is not InvocationExpressionSyntax call || !part.Span.Contains(call.Span))
                {
                    continue;
                }

                if (++calls > MostCalls || ArgumentFor(parameter, call) is not { } given || !IsName(given, type, depth + 1))
                {
                    return false;
                }
            }
        }

        return calls > 0;
    }

    private static ExpressionSyntax? ArgumentFor(IParameterSymbol parameter, InvocationExpressionSyntax call)
    {
        var arguments = call.ArgumentList.Arguments;
        foreach (var argument in arguments)
        {
            if (argument.NameColon?.Name.Identifier.ValueText == parameter.Name)
            {
                return argument.Expression;
            }
        }

        return parameter.Ordinal < arguments.Count && arguments[parameter.Ordinal].NameColon is null ? arguments[parameter.Ordinal].Expression : null;
    }

    /// <summary>True for a text of ids, names and what is written there, and for what such a text was given to.</summary>
    private static bool IsName(ExpressionSyntax made, INamedTypeSymbol type, int depth)
    {
        if (depth > Depth)
        {
            return false;
        }

        switch (made)
        {
            case ParenthesizedExpressionSyntax inner:
                return IsName(inner.Expression, type, depth);
            case LiteralExpressionSyntax { Token.Value: string text }:
                return text.Length is > 0 and < 64 && text.IndexOfAny([':', '/', '-', '_', '.']) > 0 && !text.Any(char.IsDigit);
            case InterpolatedStringExpressionSyntax { Contents: var contents }:
                return contents.Any(SyntaxKind.Interpolation) && contents.All(static part => part is not InterpolationSyntax hole || IsPiece(hole.Expression));
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression }:
                return IsSum(made);
            case IdentifierNameSyntax name:
                return DeclaredType.Of(name) switch
                {
                    VariableDeclaratorSyntax { Initializer.Value: { } value } => IsName(value, type, depth + 1),
                    ForEachStatementSyntax loop => AreNames(loop.Expression, type, depth + 1),
                    ParameterSyntax { Parent.Parent: MethodDeclarationSyntax { Identifier.ValueText: var function } } => type.GetMembers(function) is { Length: 1 } declared
                        && declared[0] is IMethodSymbol method
                        && method.Parameters.FirstOrDefault(parameter => parameter.Name == name.Identifier.ValueText) is { } parameter
                        && IsGivenNames(parameter, depth + 1),
                    _ => false,
                };
            case ConditionalExpressionSyntax choice:
                return (IsNothing(choice.WhenTrue) || IsName(choice.WhenTrue, type, depth + 1)) && (IsNothing(choice.WhenFalse) || IsName(choice.WhenFalse, type, depth + 1)) && !(IsNothing(choice.WhenTrue) && IsNothing(choice.WhenFalse));
            case ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax table }:
                return IsTable(table);
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax table, Name.Identifier.ValueText: "GetValueOrDefault" } } when IsTable(table):
                return true;
            case InvocationExpressionSyntax call:
                return IsJoined(call) || MakerOf(call, type) is { } maker && MakesNames(maker, type, depth + 1);
            default:
                return false;
        }
    }

    /// <summary><c>string.Join(":", tenantId, name)</c></summary>
    private static bool IsJoined(InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax { Expression: PredefinedTypeSyntax or IdentifierNameSyntax { Identifier.ValueText: "String" }, Name.Identifier.ValueText: "Join" or "Concat" or "Format" }
            && call.ArgumentList.Arguments.All(static argument => IsPiece(argument.Expression));

    /// <summary>Reading a concatenation needs no stack.</summary>
    private static bool IsSum(ExpressionSyntax sum)
    {
        while (sum is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } two)
        {
            if (!IsPiece(two.Right))
            {
                return false;
            }

            sum = two.Left;
        }

        return IsPiece(sum);
    }

    /// <summary>True for names one after the other: a list of them, or a function that yields them.</summary>
    private static bool AreNames(ExpressionSyntax list, INamedTypeSymbol type, int depth)
    {
        if (depth > Depth)
        {
            return false;
        }

        return list switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var before, Name.Identifier.ValueText: "ToList" or "ToArray" or "Distinct" or "Where" or "Reverse" } } => AreNames(before, type, depth + 1),
            InvocationExpressionSyntax call => MakerOf(call, type) is { } maker && MakesNames(maker, type, depth + 1),
            IdentifierNameSyntax name => DeclaredType.Of(name) is VariableDeclaratorSyntax { Initializer.Value: { } value } && AreNames(value, type, depth + 1),
            CollectionExpressionSyntax { Elements: { Count: > 0 } elements } => elements.All(element => element is ExpressionElementSyntax one && IsName(one.Expression, type, depth + 1)),
            ArrayCreationExpressionSyntax { Initializer.Expressions: { Count: > 0 } elements } => elements.All(element => IsName(element, type, depth + 1)),
            ImplicitArrayCreationExpressionSyntax { Initializer.Expressions: { Count: > 0 } elements } => elements.All(element => IsName(element, type, depth + 1)),
            _ => false,
        };
    }

    /// <summary>The one function of the type that a call names; one of another type is not looked for.</summary>
    private static SyntaxNode? MakerOf(InvocationExpressionSyntax call, INamedTypeSymbol type)
    {
        var name = call.Expression switch
        {
            IdentifierNameSyntax simple => simple.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax member } => member.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var owner }, Name: IdentifierNameSyntax member } when owner == type.Name => member.Identifier.ValueText,
            _ => null,
        };
        return name is not null && type.GetMembers(name) is { Length: 1 } declared && declared[0] is IMethodSymbol { DeclaringSyntaxReferences: { Length: 1 } written } ? written[0].GetSyntax() : null;
    }

    private static bool MakesNames(SyntaxNode maker, INamedTypeSymbol type, int depth)
    {
        if (maker is not MethodDeclarationSyntax method)
        {
            return false;
        }

        if (method.ExpressionBody is { Expression: var only })
        {
            return IsName(only, type, depth);
        }

        var any = false;
        foreach (var node in method.Body?.DescendantNodes(static node => node is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax) ?? [])
        {
            var made = node switch
            {
                ReturnStatementSyntax { Expression: { } value } => value,
                YieldStatementSyntax { Expression: { } value } => value,
                _ => null,
            };
            if (made is not null)
            {
                if (IsNothing(made))
                {
                    continue;
                }

                any = true;
                if (!IsName(made, type, depth))
                {
                    return false;
                }
            }
        }

        return any;
    }

    private static bool IsNothing(ExpressionSyntax value) => value.IsKind(SyntaxKind.NullLiteralExpression);

    /// <summary>True for a table of names that the code writes: <c>static readonly Dictionary&lt;string, string&gt; Names = new() { ["a"] = "first" }</c></summary>
    private static bool IsTable(IdentifierNameSyntax name)
        => DeclaredType.Of(name) is VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax { Modifiers: var modifiers }, Initializer.Value: BaseObjectCreationExpressionSyntax { Initializer.Expressions: { Count: > 0 } entries } }
            && modifiers.Any(SyntaxKind.ReadOnlyKeyword)
            && SensitiveNames.Of(name.Identifier.ValueText) == SensitiveKind.None
            && entries.All(static entry => entry switch
            {
                AssignmentExpressionSyntax { Right: var value } => value is LiteralExpressionSyntax,
                InitializerExpressionSyntax { Expressions: { Count: 2 } pair } => pair[1] is LiteralExpressionSyntax,
                _ => false,
            });

    /// <summary><c>Names.TryGetValue(name, out var found)</c></summary>
    private static bool IsFoundInTable(IdentifierNameSyntax name)
    {
        foreach (var designation in MemberNames.Of(VariableWrites.ScopeOf(name)).Designations(name.Identifier.ValueText))
        {
            if (designation.Parent is DeclarationExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax table, Name.Identifier.ValueText: "TryGetValue" } } } } && IsTable(table))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for what says which entry is meant: an id, a name, a prefix, a constant.</summary>
    public static bool IsPiece(ExpressionSyntax value)
    {
        while (true)
        {
            switch (value)
            {
                case LiteralExpressionSyntax:
                    return true;
                case ParenthesizedExpressionSyntax inner:
                    value = inner.Expression;
                    break;
                case InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } }:
                    return true;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var before, Name.Identifier.ValueText: "ToString" or "ToLowerInvariant" or "ToUpperInvariant" or "ToLower" or "ToUpper" or "Trim" } }:
                    value = before;
                    break;
                case ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax table } when IsTable(table):
                    return true;
                case IdentifierNameSyntax found when IsFoundInTable(found):
                    return true;
                case InvocationExpressionSyntax { Expression: var called }:
                    return MemberName.Of(called)?.ValueText is { } method && EndsInPiece(method);
                default:
                    return MemberName.Of(value)?.ValueText is { } name && (EndsInPiece(name) || (value is IdentifierNameSyntax constant && IsConstant(constant)));
            }
        }
    }

    /// <summary>True for a constant that is not named for a secret.</summary>
    private static bool IsConstant(IdentifierNameSyntax name)
        => DeclaredType.Of(name) is VariableDeclaratorSyntax declared
            && (declared.Parent?.Parent switch
                {
                    FieldDeclarationSyntax field => field.Modifiers,
                    LocalDeclarationStatementSyntax local => local.Modifiers,
                    _ => default,
                }).Any(SyntaxKind.ConstKeyword)
            && SensitiveNames.Of(name.Identifier.ValueText) == SensitiveKind.None;

    private static bool EndsInPiece(string name) => WordSplitter.Of(name) is { Count: > 0 } words && Pieces.Contains(words[words.Count - 1]);

    /// <summary>True in a function that hands the name to a store beside the secret, or gets the secret for it.</summary>
    private static bool IsBesideSecret(string name, SyntaxNode place)
    {
        foreach (var node in FunctionSyntax.Enclosing(place).DescendantNodes())
        {
            var (called, arguments) = node switch
            {
                InvocationExpressionSyntax call => (InvocationSyntax.NameOf(call)?.Identifier.ValueText, call.ArgumentList.Arguments),
                ObjectCreationExpressionSyntax { ArgumentList: { } list } made => (TypeSyntaxNames.RightmostName(made.Type), list.Arguments),
                _ => (null, default),
            };
            if (called is null || arguments.Count == 0 || !arguments.Any(argument => IsVariable(argument.Expression, name)))
            {
                continue;
            }

            var words = WordSplitter.Of(called);
            if ((words.Count > 0 && Storing.Contains(words[0]) && arguments.Any(argument => !IsVariable(argument.Expression, name) && MemberName.Of(argument.Expression)?.ValueText is { } other && WordSplitter.Of(other).Exists(Contents.Contains)))
                || (words.Count > 1 && Asking.Contains(words[0]) && words.Exists(Stored.Contains) && WordSplitter.Of(name).Exists(Stored.Contains)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsVariable(ExpressionSyntax value, string name) => value is IdentifierNameSyntax { Identifier.ValueText: var text } && text == name;
}
