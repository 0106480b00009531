using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Core.Lookup;

// What variables hold: locals by what may reach the place, members by all that is assigned to them, parameters by what is passed.
internal sealed partial class ValueOrigins
{
    private static readonly HashSet<string> Adding = new(
        ["Add", "AddLast", "AddFirst", "AddAfter", "AddBefore", "Push", "Enqueue", "Insert", "TryAdd", "Append", "AppendLine", "SetValue", "AddOrUpdate", "Set"], StringComparer.Ordinal);

    private void VisitLocal(ILocalSymbol local, SyntaxNode use, Way way)
    {
        if (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is not { } declaration)
        {
            return;
        }

        VisitAdded(local.Name, declaration, use, way);
        if (local.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte or SpecialType.System_Char })
        {
            VisitFilled(local.Name, declaration, way);
        }

        if (VisitWrites(local.Name, declaration, use, way))
        {
            return;
        }

        switch (declaration)
        {
            case VariableDeclaratorSyntax { Initializer.Value: { } value }:
                Visit(value, way);
                break;

            case ForEachStatementSyntax loop when loop.Statement.Span.Contains(use.Span):
                Visit(loop.Expression, way.Part.IsElement ? way : way with { Part = new(true, null) });
                break;

            case SingleVariableDesignationSyntax designation:
                VisitDesignation(designation, way);
                break;
        }
    }

    /// <summary>A variable that an <c>out var</c>, a pattern or a deconstruction declares.</summary>
    private void VisitDesignation(SingleVariableDesignationSyntax designation, Way way)
    {
        switch (designation.Parent)
        {
            case DeclarationExpressionSyntax { Parent: ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax deconstruction } tuple } part }:
                VisitPart(deconstruction.Right, tuple.Arguments.IndexOf(part), way);
                break;

            case DeclarationExpressionSyntax { Parent: ArgumentSyntax argument }:
                VisitOut(argument, way);
                break;

            case ParenthesizedVariableDesignationSyntax { Parent: DeclarationExpressionSyntax { Parent: AssignmentExpressionSyntax deconstruction } } all:
                VisitPart(deconstruction.Right, all.Variables.IndexOf(designation), way);
                break;

            case PatternSyntax { Parent: IsPatternExpressionSyntax test }:
                Visit(test.Expression, way);
                break;
        }
    }

    private void VisitPart(ExpressionSyntax value, int index, Way way)
    {
        if (value is TupleExpressionSyntax tuple && index >= 0 && index < tuple.Arguments.Count)
        {
            Visit(tuple.Arguments[index].Expression, way);
        }
        else if (index >= 0)
        {
            Visit(value, way with { Part = new(true, index) });
        }
    }

    /// <summary>What a method assigns to the parameter by which it hands a value back.</summary>
    private void VisitOut(ArgumentSyntax argument, Way way)
    {
        if (way.Hops >= MostHops
            || way.Model.GetOperation(argument, context.CancellationToken) is not IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation call })
        {
            return;
        }

        if (call is { TargetMethod.Name: "TryGetValue" or "TryPeek" or "TryPop" or "TryDequeue", Instance: { } container })
        {
            Visit(container, way with { Part = new(true, call.Arguments.Length > 1 ? call.Arguments[0].Value.ConstantValue.Value : null) });
            return;
        }

        foreach (var reference in parameter.OriginalDefinition.ContainingSymbol.DeclaringSyntaxReferences)
        {
            if (context.Model.Compilation.ContainsSyntaxTree(reference.SyntaxTree) && reference.GetSyntax(context.CancellationToken) is var body)
            {
                foreach (var write in VariableWrites.In(body, parameter.Name))
                {
                    Visit(write.Value, way.Into(new(call.TargetMethod.OriginalDefinition, call.Arguments, way.Model, way.Call)));
                }
            }
        }
    }

    /// <summary>Follows the assignments that may be in force at a place; true where the last of them hides whatever was before.</summary>
    private bool VisitWrites(string name, SyntaxNode declaration, SyntaxNode use, Way way)
    {
        foreach (var write in VariableWrites.Reaching(name, declaration, use))
        {
            if (seen.Add((write.Node, way.Part.IsElement)))
            {
                if (write.Node is ArgumentSyntax argument)
                {
                    VisitOut(argument, way);
                }
                else if (write.Value is { } value && !(write.IsMore && value is LiteralExpressionSyntax))
                {
                    // A literal that is added to a text is no secret of its own.
                    Visit(value, way);
                }
            }

            if (write.HidesEarlier)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where an element is asked for: what is added to a container, or set in it.</summary>
    private void VisitAdded(string name, SyntaxNode declaration, SyntaxNode use, Way way)
    {
        if (!way.Part.IsElement)
        {
            return;
        }

        foreach (var node in VariableWrites.ScopeOf(declaration).DescendantNodes())
        {
            if (node is IdentifierNameSyntax container && container.Identifier.ValueText == name && container != use)
            {
                VisitAddedTo(container, way);
            }
        }
    }

    /// <summary>What is copied or converted into an array that is handed over: <c>encoding.GetBytes(text, 0, 16, key, 0)</c>, <c>source.CopyTo(key, 0)</c>.</summary>
    private void VisitFilled(string name, SyntaxNode declaration, Way way)
    {
        foreach (var node in VariableWrites.ScopeOf(declaration).DescendantNodes())
        {
            if (node is ArgumentSyntax { Expression: IdentifierNameSyntax array, Parent: ArgumentListSyntax { Arguments: var arguments, Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Expression: var receiver } } } } argument
                && array.Identifier.ValueText == name
                && method is "GetBytes" or "BlockCopy" or "Copy" or "CopyTo" or "TryFromBase64String")
            {
                var source = arguments.IndexOf(argument) > 0 ? arguments[0].Expression : method == "CopyTo" ? receiver : null;
                if (source is not null && seen.Add((argument, way.Part.IsElement)))
                {
                    Visit(source, way);
                }
            }
        }
    }

    private void VisitAddedTo(ExpressionSyntax container, Way way)
    {
        var value = way with { Part = default };
        switch (container.Parent)
        {
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Parent: InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } call } access
                when access.Expression == container && Adding.Contains(method):
                if (arguments.Count == 1 || way.Part.Key is null || way.Model.GetConstantValue(arguments[0].Expression) is not { HasValue: true, Value: var key } || Equals(key, way.Part.Key))
                {
                    Visit(arguments[arguments.Count - 1].Expression, value);
                }

                // sb.Append("…").Append(password)
                if (method.StartsWith("Append", StringComparison.Ordinal))
                {
                    VisitAddedTo(call, way);
                }

                break;

            case ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment, ArgumentList.Arguments: { Count: 1 } keys } element
                when assignment.Left == element
                    && (way.Part.Key is null || way.Model.GetConstantValue(keys[0].Expression) is not { HasValue: true, Value: var index } || Equals(index, way.Part.Key)):
                Visit(assignment.Right, value);
                break;
        }
    }

    private void VisitField(IFieldReferenceOperation reference, Way way)
    {
        var field = reference.Field;
        if (reference.Instance is { Type.IsTupleType: true } tuple)
        {
            var index = (tuple.Type as INamedTypeSymbol)?.TupleElements.IndexOf(field, 0, SymbolEqualityComparer.Default) ?? -1;
            index = index < 0 && field.CorrespondingTupleField is { Name: var item } && int.TryParse(item.Substring("Item".Length), out var number) ? number - 1 : index;
            Visit(tuple, way with { Part = new(true, index) });
            return;
        }

        if (field.DeclaringSyntaxReferences.FirstOrDefault() is not { } declared || !context.Model.Compilation.ContainsSyntaxTree(declared.SyntaxTree))
        {
            return;
        }

        if (field.IsConst && declared.SyntaxTree != context.Model.SyntaxTree)
        {
            Add(reference, field.ConstantValue as string, way.In(context.Model.SyntaxTree == reference.Syntax.SyntaxTree ? context.Model : way.Model), field);
            return;
        }

        if (declared.GetSyntax(context.CancellationToken) is VariableDeclaratorSyntax declarator && seen.Add((declarator, way.Part.IsElement)))
        {
            if (field.IsConst || !IsSetInConstructor(field, declarator))
            {
                Visit(declarator.Initializer?.Value, way);
            }

            if (!field.IsConst)
            {
                VisitMemberWrites(field, way);
            }
        }
    }

    /// <summary>True where every constructor gives a field another value than it is declared with.</summary>
    private static bool IsSetInConstructor(IFieldSymbol field, VariableDeclaratorSyntax declarator)
    {
        var isSet = false;
        foreach (var member in (declarator.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Members ?? default).OfType<ConstructorDeclarationSyntax>())
        {
            if (member.Modifiers.Any(SyntaxKind.StaticKeyword) != field.IsStatic || member.Initializer?.IsKind(SyntaxKind.ThisConstructorInitializer) == true)
            {
                continue;
            }

            isSet = member.Body?.Statements.Any(statement => statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } set }
                && ((set.Left as IdentifierNameSyntax) ?? (set.Left as MemberAccessExpressionSyntax)?.Name as IdentifierNameSyntax)?.Identifier.ValueText == field.Name) == true
                || member.ExpressionBody?.Expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var only } } && only == field.Name;
            if (!isSet)
            {
                return false;
            }
        }

        return isSet;
    }

    /// <summary>All that is assigned to a field or a property anywhere in the compilation.</summary>
    private void VisitMemberWrites(ISymbol member, Way way)
    {
        var places = 0;
        foreach (var tree in TreesOf(member))
        {
            foreach (var write in NamedPlaces.Of(tree).Writes(member.Name))
            {
                if (++places > MostPlaces || steps > MostSteps)
                {
                    return;
                }

                var target = write is AssignmentExpressionSyntax assignment ? assignment.Left : ((ArgumentSyntax)write).Expression;
                var model = OtherFile.ModelOf(tree, way.Model);
                if (!SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(target, context.CancellationToken).Symbol?.OriginalDefinition, member.OriginalDefinition))
                {
                    continue;
                }

                if (write is AssignmentExpressionSyntax { Right: var value, RawKind: (int)SyntaxKind.SimpleAssignmentExpression or (int)SyntaxKind.CoalesceAssignmentExpression })
                {
                    Visit(value, way with { Model = model, Call = null, Hops = way.Hops + 1 });
                }
                else if (write is ArgumentSyntax argument)
                {
                    VisitOut(argument, way.In(model).Into(null));
                }
            }

            if (way.Part.IsElement && member is IFieldSymbol { DeclaringSyntaxReferences: { Length: > 0 } declared } && declared[0].SyntaxTree == tree
                && declared[0].GetSyntax(context.CancellationToken).FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type)
            {
                foreach (var node in type.DescendantNodes())
                {
                    if (node is IdentifierNameSyntax container && container.Identifier.ValueText == member.Name)
                    {
                        VisitAddedTo(container.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access ? access : container, way.In(OtherFile.ModelOf(tree, way.Model)));
                    }
                }
            }
        }
    }

    private void VisitProperty(IPropertyReferenceOperation reference, Way way)
    {
        var property = reference.Property;
        if (property.IsIndexer && reference.Instance is not null)
        {
            Visit(reference.Instance, way with { Part = new(true, reference.Arguments.Length == 1 ? reference.Arguments[0].Value.ConstantValue.Value : null) });
            return;
        }

        if (property.DeclaringSyntaxReferences.FirstOrDefault() is not { } declared)
        {
            // A lazy value, a task's result, what a dictionary holds, the ends of a list.
            if (reference.Instance is { } instance && property.Name is "Value" or "Result" or "First" or "Last" or "Current")
            {
                Visit(instance, property.Name is "First" or "Last" ? way with { Part = new(true, null) } : way);
            }

            return;
        }

        if (!context.Model.Compilation.ContainsSyntaxTree(declared.SyntaxTree) || way.Hops >= MostHops)
        {
            return;
        }

        switch (declared.GetSyntax(context.CancellationToken))
        {
            case PropertyDeclarationSyntax syntax when seen.Add((syntax, way.Part.IsElement)):
                Visit(syntax.ExpressionBody?.Expression ?? syntax.Initializer?.Value, way.Into(null));
                foreach (var accessor in syntax.AccessorList?.Accessors ?? default)
                {
                    if (accessor.IsKind(SyntaxKind.GetAccessorDeclaration))
                    {
                        VisitReturns(accessor, way.Into(null));
                    }
                }

                if (syntax.ExpressionBody is null)
                {
                    VisitMemberWrites(property, way);
                }

                break;

            case ParameterSyntax positional when property.ContainingType.InstanceConstructors.Select(constructor => constructor.Parameters.FirstOrDefault(parameter => parameter.Name == property.Name && parameter.DeclaringSyntaxReferences.Any(own => own.Span == positional.Span))).FirstOrDefault(parameter => parameter is not null) is { } parameter:
                VisitCallers(parameter, way);
                break;
        }
    }

    private void VisitParameter(IParameterSymbol parameter, SyntaxNode use, Way way)
    {
        if (parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is not ParameterSyntax declaration
            || !context.Model.Compilation.ContainsSyntaxTree(declaration.SyntaxTree))
        {
            return;
        }

        VisitAdded(parameter.Name, declaration, use, way);
        if (VisitWrites(parameter.Name, declaration, use, way))
        {
            return;
        }

        if (declaration.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is { } lambda && lambda.Span.Contains(declaration.Span) && parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction })
        {
            // "…".ToList().ForEach(c => secure.AppendChar(c)), Array.ForEach(characters, c => …)
            if (lambda.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ForEach" or "Select" or "Aggregate", Expression: var receiver }, ArgumentList.Arguments: var arguments } })
            {
                Visit(arguments.Count > 1 && arguments[0].Expression != lambda ? arguments[0].Expression : receiver, way with { Part = new(true, null) });
            }

            return;
        }

        VisitCallers(parameter, way);
    }

    /// <summary>What is passed for a parameter: by the call that was followed here, else by every call.</summary>
    private void VisitCallers(IParameterSymbol parameter, Way way)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method)
        {
            return;
        }

        for (var frame = way.Call; frame is not null; frame = frame.Around)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Method, method.OriginalDefinition))
            {
                VisitArgument(frame.Arguments, parameter, way with { Model = frame.Model, Call = frame.Around });
                return;
            }
        }

        if (way.Hops >= MostHops || parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is not ParameterSyntax declaration || !seen.Add((declaration, way.Part.IsElement)))
        {
            return;
        }

        Visit(declaration.Default?.Value, way);
        var isConstructor = method.MethodKind == MethodKind.Constructor;
        var name = isConstructor ? method.ContainingType.Name : method.Name;
        var places = 0;
        foreach (var tree in TreesOf(method))
        {
            foreach (var call in isConstructor ? NamedPlaces.Of(tree).Calls(name).Concat(NamedPlaces.Of(tree).Calls(NamedPlaces.TargetTyped)) : NamedPlaces.Of(tree).Calls(name))
            {
                if (!MayPass(call, method, parameter))
                {
                    continue;
                }

                if (++places > MostPlaces || steps > MostSteps)
                {
                    return;
                }

                var model = OtherFile.ModelOf(tree, way.Model);
                var (called, arguments) = model.GetOperation(call, context.CancellationToken) switch
                {
                    IInvocationOperation invocation => (invocation.TargetMethod, invocation.Arguments),
                    IObjectCreationOperation creation => (creation.Constructor, creation.Arguments),
                    _ => default,
                };
                if (called is not null && IsSame(called, method))
                {
                    VisitArgument(arguments, parameter, way with { Model = model, Call = null, Hops = way.Hops + 1 });
                }
            }
        }
    }

    /// <summary>False for a call that by its look passes nothing for a parameter.</summary>
    private static bool MayPass(SyntaxNode call, IMethodSymbol method, IParameterSymbol parameter)
    {
        var arguments = call switch
        {
            InvocationExpressionSyntax invocation => invocation.ArgumentList,
            BaseObjectCreationExpressionSyntax creation => creation.ArgumentList,
            ConstructorInitializerSyntax initializer => initializer.ArgumentList,
            PrimaryConstructorBaseTypeSyntax primary => primary.ArgumentList,
            _ => null,
        };
        return arguments is not null && arguments.Arguments.Count > 0 - (method.IsExtensionMethod ? 1 : 0) && arguments.Arguments.Count <= method.Parameters.Length
            && (arguments.Arguments.Count > parameter.Ordinal - (method.IsExtensionMethod ? 1 : 0) || arguments.Arguments.Any(argument => argument.NameColon?.Name.Identifier.ValueText == parameter.Name));
    }

    private void VisitArgument(ImmutableArray<IArgumentOperation> arguments, IParameterSymbol parameter, Way way)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Ordinal == parameter.Ordinal && argument.ArgumentKind != ArgumentKind.DefaultValue)
            {
                Visit(argument.Value, way);
            }
        }
    }

    /// <summary>True where a call may run a method: it, what it overrides, or what it implements.</summary>
    private static bool IsSame(IMethodSymbol called, IMethodSymbol method)
    {
        called = (called.ReducedFrom ?? called).OriginalDefinition;
        for (var own = method.OriginalDefinition; own is not null; own = own.OverriddenMethod?.OriginalDefinition)
        {
            if (SymbolEqualityComparer.Default.Equals(called, own))
            {
                return true;
            }
        }

        return called.ContainingType?.TypeKind == TypeKind.Interface
            && called.ContainingType.OriginalDefinition is { } contract
            && method.ContainingType.AllInterfaces.Any(made => SymbolEqualityComparer.Default.Equals(made.OriginalDefinition, contract));
    }

    /// <summary>The files in which a member can be named.</summary>
    private IEnumerable<SyntaxTree> TreesOf(ISymbol member)
    {
        var own = member.DeclaringSyntaxReferences.Length > 0 ? member.DeclaringSyntaxReferences[0].SyntaxTree : context.Model.SyntaxTree;
        yield return own;
        foreach (var tree in member is IMethodSymbol { MethodKind: MethodKind.LocalFunction } ? []
            : member.DeclaredAccessibility == Accessibility.Private ? member.ContainingType?.DeclaringSyntaxReferences.Select(part => part.SyntaxTree) ?? []
            : context.Model.Compilation.SyntaxTrees)
        {
            if (tree != own)
            {
                yield return tree;
            }
        }
    }
}
