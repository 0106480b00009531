using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint.Sanitizers;
using ProdGap.Analyzers.Core.Taint.Sources;

namespace ProdGap.Analyzers.Core.Taint;

// What variables and members hold: locals by what may reach the place, parameters by who fills them, members by what they are of.
internal sealed partial class TaintTracker
{
    /// <summary>What adds to a text or a list that is built up.</summary>
    private static readonly HashSet<string> Adding = new(
        ["Add", "AddRange", "Push", "Enqueue", "Insert", "TryAdd", "Append", "AppendLine", "AppendFormat", "AppendJoin", "AppendInterpolated", "AddLast", "AddFirst", "Prepend"], StringComparer.Ordinal);

    /// <summary>LINQ methods whose lambda is given the elements.</summary>
    private static readonly HashSet<string> OverElements = new(
        ["Select", "SelectMany", "Where", "ForEach", "Any", "All", "First", "FirstOrDefault", "Single", "SingleOrDefault", "OrderBy", "Aggregate", "TakeWhile", "SkipWhile", "GroupBy", "ToDictionary", "ToLookup", "ConvertAll", "ForEachAsync"], StringComparer.Ordinal);

    private TaintResult VisitLocal(ILocalReferenceOperation reference, Way way)
    {
        var local = reference.Local;
        if (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is not { } declaration)
        {
            return TaintResult.Unknown;
        }

        var worst = IsBuiltUp(local.Type) ? VisitAdded(local.Name, declaration, reference.Syntax, way) : TaintResult.Inside;
        if (VisitWrites(local.Name, declaration, reference.Syntax, way, ref worst))
        {
            return worst;
        }

        return worst.Or(declaration switch
        {
            VariableDeclaratorSyntax { Initializer.Value: RefExpressionSyntax } => TaintResult.Unknown,
            VariableDeclaratorSyntax { Initializer.Value: { } value } => Visit(value, way),
            VariableDeclaratorSyntax => TaintResult.Inside,
            ForEachStatementSyntax loop => Visit(loop.Expression, way),
            SingleVariableDesignationSyntax designation => VisitDesignation(designation, way),
            _ => TaintResult.Unknown,
        });
    }

    /// <summary>A variable that an <c>out var</c>, a pattern or a deconstruction declares.</summary>
    private TaintResult VisitDesignation(SingleVariableDesignationSyntax designation, Way way)
    {
        switch (designation.Parent)
        {
            case DeclarationExpressionSyntax { Parent: ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax deconstruction } tuple } part }:
                return VisitPart(deconstruction.Right, tuple.Arguments.IndexOf(part), way);

            case DeclarationExpressionSyntax { Parent: ArgumentSyntax argument }:
                return VisitOut(argument, way);

            case ParenthesizedVariableDesignationSyntax { Parent: DeclarationExpressionSyntax { Parent: ForEachVariableStatementSyntax loop } }:
                return Visit(loop.Expression, way);

            case ParenthesizedVariableDesignationSyntax { Parent: DeclarationExpressionSyntax { Parent: AssignmentExpressionSyntax deconstruction } } all:
                return VisitPart(deconstruction.Right, all.Variables.IndexOf(designation), way);

            case PatternSyntax pattern:
                // value is { } text, value is string text, model is { Name: { } text }
                var member = pattern.Parent is SubpatternSyntax { NameColon.Name: var name } ? name : null;
                var test = pattern.Ancestors().FirstOrDefault(static node => node is IsPatternExpressionSyntax or SwitchExpressionSyntax or SwitchStatementSyntax);
                if (member is not null && way.Model.GetSymbolInfo(member, context.CancellationToken).Symbol is IPropertySymbol property && RequestSources.IsConstrained(property, Known))
                {
                    return TaintResult.Inside;
                }

                return test switch
                {
                    IsPatternExpressionSyntax question => Visit(question.Expression, way),
                    SwitchExpressionSyntax choice => Visit(choice.GoverningExpression, way),
                    SwitchStatementSyntax choice => Visit(choice.Expression, way),
                    _ => TaintResult.Unknown,
                };

            default:
                return TaintResult.Unknown;
        }
    }

    private TaintResult VisitPart(ExpressionSyntax value, int index, Way way)
        => value is TupleExpressionSyntax tuple && index >= 0 && index < tuple.Arguments.Count ? Visit(tuple.Arguments[index].Expression, way) : Visit(value, way);

    /// <summary>One element of a pair, where the pair is made in sight.</summary>
    private TaintResult VisitElement(IOperation tuple, int index, Way way)
    {
        var made = tuple is ILocalReferenceOperation { Local: { Type.IsTupleType: true } local } && local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is VariableDeclaratorSyntax { Initializer.Value: TupleExpressionSyntax given } declarator
            && VariableWrites.In(VariableWrites.ScopeOf(declarator), local.Name).Count == 0
            ? way.Model.GetOperation(given, context.CancellationToken)
            : tuple;
        return made is ITupleOperation { Elements: var elements } && index >= 0 && index < elements.Length ? Visit(elements[index], way) : Visit(tuple, way);
    }

    /// <summary>What a method hands back by a parameter: what a table or a request holds; what it parsed is of a type that says so.</summary>
    private TaintResult VisitOut(ArgumentSyntax argument, Way way)
        => way.Model.GetOperation(argument, context.CancellationToken) is not IArgumentOperation { Parent: IInvocationOperation call } ? TaintResult.Unknown
            : call is { TargetMethod.Name: "TryGetValue" or "TryPeek" or "TryPop" or "TryDequeue", Instance: { } container } ? Visit(container, way)
            : call is { TargetMethod.Name: "TryCreate", Arguments: { Length: > 1 } given } ? Visit(given[0].Value, way)
            : TaintResult.Unknown;

    /// <summary>Follows the assignments that may be in force at a place; true where the last of them hides whatever was before.</summary>
    private bool VisitWrites(string name, SyntaxNode declaration, SyntaxNode use, Way way, ref TaintResult worst)
    {
        var writes = 0;
        foreach (var write in VariableWrites.Reaching(name, declaration, use))
        {
            if (write.Value is LiteralExpressionSyntax)
            {
                if (write.HidesEarlier)
                {
                    return true;
                }

                continue;
            }

            if (++writes > MostWrites)
            {
                worst = worst.Or(TaintResult.NotAsked);
                return true;
            }

            if (seen.Add(write.Node))
            {
                worst = worst.Or(write.Value is { } value ? Visit(value, way) : write.Node is ArgumentSyntax argument ? VisitOut(argument, way) : TaintResult.Unknown);
            }

            // A loop that takes out one character after the other leaves nothing of what was there.
            if (write.HidesEarlier || (write.Value is InvocationExpressionSyntax && write.Node.SpanStart < use.SpanStart && way.Model.GetOperation(write.Value, context.CancellationToken) is IInvocationOperation call && CleaningCalls.Clean(call, policy, Known)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBuiltUp(ITypeSymbol type)
        => type.Name is "StringBuilder" or "List" or "IList" or "ICollection" or "HashSet" or "ISet" or "Queue" or "Stack" or "Collection" or "StringWriter" or "LinkedList" or "SortedSet" or "DefaultInterpolatedStringHandler";

    /// <summary>What is added to a list or a text that is built up, in front of its use or in a loop around it.</summary>
    private TaintResult VisitAdded(string name, SyntaxNode declaration, SyntaxNode use, Way way)
    {
        var worst = TaintResult.Inside;
        var variable = VariableWrites.ScopeOfVariable(declaration);
        foreach (var container in MemberNames.Of(VariableWrites.ScopeOf(declaration)).Uses(name))
        {
            if (!variable.Span.Contains(container.Span))
            {
                continue;
            }

            if (container.SpanStart >= use.SpanStart && !use.Ancestors().Any(Loops.IsLoop))
            {
                break;
            }

            if (container != use)
            {
                SyntaxNode chain = container;
                while (chain.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Parent: InvocationExpressionSyntax call } access && access.Expression == chain)
                {
                    if (Adding.Contains(method) && seen.Add(call))
                    {
                        foreach (var argument in call.ArgumentList.Arguments)
                        {
                            worst = worst.Or(Visit(argument.Expression, way));
                        }
                    }

                    chain = call;
                }
            }

            if (worst.Level == TaintLevel.Request)
            {
                break;
            }
        }

        return worst;
    }

    private TaintResult VisitParameter(IParameterReferenceOperation reference, Way way)
    {
        var parameter = reference.Parameter;
        if (parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is not ParameterSyntax declaration)
        {
            // The arguments of a program, the value of a setter.
            return TaintResult.Unknown;
        }

        var worst = IsBuiltUp(parameter.Type) ? VisitAdded(parameter.Name, declaration, reference.Syntax, way) : TaintResult.Inside;
        if (VisitWrites(parameter.Name, declaration, reference.Syntax, way, ref worst))
        {
            return worst;
        }

        return worst.Or(OfParameter(parameter, declaration, reference, way));
    }

    private TaintResult OfParameter(IParameterSymbol parameter, ParameterSyntax declaration, IOperation use, Way way)
    {
        if (RequestSources.IsConstrained(parameter, Known) || TrustedSources.Reads(use, Known))
        {
            return TaintResult.Inside;
        }

        if (way.Call is { } call && SymbolEqualityComparer.Default.Equals(call.Method, (parameter.ContainingSymbol as IMethodSymbol)?.OriginalDefinition))
        {
            return call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal) is { } given ? Visit(given.Value, call.From) : TaintResult.Unknown;
        }

        if (ModelSources.Fills(parameter, Known))
        {
            return new(TaintLevel.Request, use, isModel: true);
        }

        if (RequestSources.Fills(parameter, way.Model, Known))
        {
            return new(TaintLevel.Request, use);
        }

        if (declaration.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is { } lambda && parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction })
        {
            return lambda.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Expression: var receiver }, ArgumentList.Arguments: var arguments } }
                && OverElements.Contains(method)
                && !(method is "Select" or "SelectMany" && IsSecondParameter(lambda, declaration))
                    ? Visit(arguments[0].Expression != lambda && arguments.Count > 1 && receiver is IdentifierNameSyntax or PredefinedTypeSyntax && method is "ForEach" or "ConvertAll" or "ForEachAsync" ? arguments[0].Expression : receiver, way)
                    : TaintResult.Unknown;
        }

        if (parameter.ContainingSymbol is IMethodSymbol method1 && (method1.MethodKind == MethodKind.LocalFunction || (method1.DeclaredAccessibility == Accessibility.Private && method1.ExplicitInterfaceImplementations.IsEmpty)) && way.Hops == 0)
        {
            return OfCallers(parameter, method1, declaration, way);
        }

        var isOfService = ServiceSources.Fills(parameter, Known);
        return (isOfService || policy == TaintPolicy.Sql) && WrittenArguments.Of(Known).AreAll(parameter, way.Model, context.CancellationToken) ? TaintResult.Inside
            : isOfService ? new(TaintLevel.Service, use)
            : TaintResult.Unknown;
    }

    /// <summary>The index of an element.</summary>
    private static bool IsSecondParameter(AnonymousFunctionExpressionSyntax lambda, ParameterSyntax parameter)
        => lambda is ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: 2 } both } && both[1] == parameter;

    /// <summary>What the calls of a private function in its own type pass.</summary>
    private TaintResult OfCallers(IParameterSymbol parameter, IMethodSymbol method, ParameterSyntax declaration, Way way)
    {
        if (!seen.Add(declaration))
        {
            return TaintResult.Inside;
        }

        var scope = method.MethodKind == MethodKind.LocalFunction ? VariableWrites.ScopeOf(declaration) : (SyntaxNode?)declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        var worst = TaintResult.Inside;
        var callers = 0;
        var followed = 0;
        foreach (var place in NamedPlaces.Of(declaration.SyntaxTree).Calls(method.Name))
        {
            if (scope is null || !scope.FullSpan.Contains(place.Span) || place is not InvocationExpressionSyntax)
            {
                continue;
            }

            if (++callers > MostConstantCallers)
            {
                return worst.Or(TaintResult.Unknown);
            }

            var model = OtherFile.ModelOf(place.SyntaxTree, way.Model);
            if (model.GetOperation(place, context.CancellationToken) is not IInvocationOperation called || !SymbolEqualityComparer.Default.Equals((called.TargetMethod.ReducedFrom ?? called.TargetMethod).OriginalDefinition, method.OriginalDefinition))
            {
                continue;
            }

            // A constant costs nothing to ask about: a helper that sets up a database is called for each of its columns.
            var given = called.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value;
            if (given is not { ConstantValue.HasValue: true })
            {
                worst = worst.Or(given is null || ++followed > MostCallers ? TaintResult.Unknown : Visit(given, way.Into(null, model)));
            }

            if (worst.Level == TaintLevel.Request || followed > MostCallers)
            {
                return worst;
            }
        }

        return callers == 0 ? TaintResult.Unknown : worst;
    }

    private TaintResult VisitProperty(IPropertyReferenceOperation reference, Way way)
    {
        var property = reference.Property;
        if (policy.Ends(reference, Known))
        {
            return TaintResult.Inside;
        }

        if (ModelSources.Reads(reference, Known))
        {
            return new(TaintLevel.Request, reference, isModel: true);
        }

        if (RequestSources.Reads(reference, Known))
        {
            return RequestSources.IsConstrained(property, Known) ? TaintResult.Inside : new(TaintLevel.Request, reference);
        }

        if (ArchiveSources.Reads(reference, Known))
        {
            return new(TaintLevel.Request, reference);
        }

        if (RequestSources.IsOfRoute(property, Known))
        {
            return new(TaintLevel.Request, reference);
        }

        var isBound = reference.Instance is IParameterReferenceOperation { Parameter: var bound } && RequestSources.Fills(bound, way.Model, Known);
        if ((!isBound && TrustedSources.Reads(reference, Known)) || RequestSources.IsConstrained(property, Known) || ValidatedModels.Of(Known).Validate(property))
        {
            return TaintResult.Inside;
        }

        if (reference.Instance is not { } instance)
        {
            return property.DeclaringSyntaxReferences.Length == 0 ? TaintResult.Unknown : OfInitializer(property, way);
        }

        if (instance is IInstanceReferenceOperation)
        {
            return AttributeLookup.Has(property, Known, "Microsoft.AspNetCore.Components.ParameterAttribute") ? new(TaintLevel.Service, reference) : OfInitializer(property, way);
        }

        if (MadeHere(instance, property, way) is { } made)
        {
            return made;
        }

        if (IsComputed(property))
        {
            // Computed by its own type, of what it is given: nobody knows, unless it only spells another one.
            return IsSpelling(property) && Visit(instance, way) is { Level: TaintLevel.Request } outside ? outside : TaintResult.Unknown;
        }

        var whole = Visit(instance, way);
        return whole.Level >= TaintLevel.Service && RequestSources.IsNeverFilled(property, Known) ? TaintResult.Unknown
            : whole.Level >= TaintLevel.Service ? new(whole.Level, NamedBy(reference, whole), whole.IsModel) : whole.Level == TaintLevel.Inside ? TaintResult.Inside : TaintResult.Unknown;
    }

    /// <summary>The member is what a message names, as long as it belongs to the very parameter that is filled.</summary>
    private static IOperation? NamedBy(IOperation member, TaintResult whole) => whole.Source is null || member.Syntax.Span.Contains(whole.Source.Syntax.Span) ? member : whole.Source;

    private bool IsComputed(IPropertySymbol property)
        => property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is PropertyDeclarationSyntax declared
            && (declared.ExpressionBody is not null || declared.AccessorList?.Accessors.Any(static accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration) && (accessor.Body is not null || accessor.ExpressionBody is not null)) == true);

    /// <summary>True for a computed property that only spells another one: its body names no function that could judge it.</summary>
    private bool IsSpelling(IPropertySymbol property)
        => property.DeclaringSyntaxReferences[0].GetSyntax(context.CancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>().All(static call => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && OfReceiver.Contains(name));

    /// <summary>What a member of an object was given that the function itself made; null where it did not.</summary>
    private TaintResult? MadeHere(IOperation instance, IPropertySymbol property, Way way)
    {
        if (instance is not ILocalReferenceOperation { Local: var local } || property.IsIndexer
            || local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is not VariableDeclaratorSyntax { Initializer.Value: { } initial } declarator
            || initial is not (BaseObjectCreationExpressionSyntax or AnonymousObjectCreationExpressionSyntax or WithExpressionSyntax)
            || VariableWrites.In(VariableWrites.ScopeOf(declarator), local.Name).Count > 0
            || !Known.IsOfSolution(property.ContainingAssembly))
        {
            return null;
        }

        var worst = way.Model.GetOperation(initial, context.CancellationToken) switch
        {
            IObjectCreationOperation creation => Given(creation.Initializer?.Initializers ?? [], property.Name) is { } set ? Visit(set, way)
                : creation.Arguments.FirstOrDefault(argument => string.Equals(argument.Parameter?.Name, property.Name, StringComparison.OrdinalIgnoreCase)) is { } given ? Visit(given.Value, way)
                : TaintResult.Unknown,
            IWithOperation changed => Given(changed.Initializer.Initializers, property.Name) is { } set ? Visit(set, way) : Visit(changed.Operand, way),
            IAnonymousObjectCreationOperation creation => Given(creation.Initializers, property.Name) is { } set ? Visit(set, way) : TaintResult.Unknown,
            _ => TaintResult.Unknown,
        };

        foreach (var write in NamedPlaces.Of(declarator.SyntaxTree).Writes(property.Name))
        {
            if (write is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var owner } }, Right: var value } && owner == local.Name && write.SpanStart < instance.Syntax.SpanStart && VariableWrites.ScopeOf(declarator).Span.Contains(write.Span) && seen.Add(write))
            {
                worst = worst.Or(Visit(value, way));
            }
        }

        return worst;
    }

    /// <summary>What an initializer gives a member of a name.</summary>
    private static IOperation? Given(ImmutableArray<IOperation> initializers, string name)
        => initializers.OfType<ISimpleAssignmentOperation>().FirstOrDefault(set => set.Target is IPropertyReferenceOperation { Property.Name: var member } && member == name)?.Value;

    private TaintResult VisitField(IFieldReferenceOperation reference, Way way)
    {
        if (reference.Instance is { Type: INamedTypeSymbol { IsTupleType: true } pair } tuple)
        {
            return VisitElement(tuple, pair.TupleElements.Select(static element => element.CorrespondingTupleField ?? element).ToList().FindIndex(element => SymbolEqualityComparer.Default.Equals(element, reference.Field.CorrespondingTupleField ?? reference.Field)), way);
        }

        return reference.Field.IsConst || TrustedSources.Reads(reference, Known) ? TaintResult.Inside
            : reference.Field.DeclaringSyntaxReferences.Length == 0 || !Known.Compilation.ContainsSyntaxTree(reference.Field.DeclaringSyntaxReferences[0].SyntaxTree) ? (reference.Field is { IsStatic: true, IsReadOnly: true } ? TaintResult.Inside : TaintResult.Unknown)
            : reference.Instance is null or IInstanceReferenceOperation ? OfInitializer(reference.Field, way)
            : Visit(reference.Instance, way) is { Level: >= TaintLevel.Service } whole ? new(whole.Level, NamedBy(reference, whole), whole.IsModel)
            : TaintResult.Unknown;
    }

    /// <summary>A collection that is filled later.</summary>
    private static bool IsEmpty(ExpressionSyntax made)
        => made is CollectionExpressionSyntax { Elements.Count: 0 } or BaseObjectCreationExpressionSyntax { Initializer: null };

    /// <summary>What a member that only its declaration gives a value is; who sets it elsewhere is not asked.</summary>
    private TaintResult OfInitializer(ISymbol member, Way way)
    {
        var value = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) switch
        {
            VariableDeclaratorSyntax { Initializer.Value: { } given } when member is IFieldSymbol { IsReadOnly: true, Type: var type } && !(IsBuiltUp(type) && IsEmpty(given)) && !type.Name.Contains("Dictionary") && NamedPlaces.Of(given.SyntaxTree).Writes(member.Name).Count == 0 => given,
            PropertyDeclarationSyntax { ExpressionBody.Expression: { } computed } => computed,
            PropertyDeclarationSyntax { Initializer.Value: { } given } when member is IPropertySymbol { SetMethod: null, Type: var type } && !(IsBuiltUp(type) && IsEmpty(given)) && NamedPlaces.Of(given.SyntaxTree).Writes(member.Name).Count == 0 => given,
            _ => null,
        };
        return value is not null && way.Hops < 3 && Known.Compilation.ContainsSyntaxTree(value.SyntaxTree) ? Visit(value, way.Into(null, OtherFile.ModelOf(value.SyntaxTree, way.Model)))
            // What the constructor alone sets is how the object is set up.
            : member is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null, DeclaringSyntaxReferences.Length: > 0 } && value is null ? TaintResult.NotAsked
            : TaintResult.Unknown;
    }
}
