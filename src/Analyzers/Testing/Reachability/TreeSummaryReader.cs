using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static ProdGap.Analyzers.Testing.Reachability.SyntaxNames;

namespace ProdGap.Analyzers.Testing.Reachability;

/// <summary>Makes the summary of one tree.</summary>
internal sealed class TreeSummaryReader(CancellationToken cancellationToken)
{
    private readonly List<TypePart> types = [];
    private readonly TreeNames names = new();

    public TreeSummary Read(SyntaxNode root)
    {
        if (root is CompilationUnitSyntax unit)
        {
            Usings(unit.Usings);
            Members(unit.Members, "");
            TopLevel(unit);
        }

        return new(types, names);
    }

    private void Usings(SyntaxList<UsingDirectiveSyntax> usings)
    {
        foreach (var directive in usings)
        {
            names.Imports.Add(directive.NamespaceOrType.ToString());
            if (directive.Alias is { } alias)
            {
                var meant = NameOf(directive.NamespaceOrType);
                names.Aliases[alias.Name.Identifier.ValueText] = meant;
                if (directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
                {
                    names.GlobalAliases.Add((alias.Name.Identifier.ValueText, meant));
                }
            }
            else if (directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword))
            {
                (directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword) ? names.GlobalStatics : names.Statics).Add(NameOf(directive.NamespaceOrType));
            }
        }
    }

    private void Members(SyntaxList<MemberDeclarationSyntax> members, string space)
    {
        foreach (var member in members)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax inner:
                    Usings(inner.Usings);
                    Members(inner.Members, Joined(space, Plain(inner.Name)));
                    break;
                case TypeDeclarationSyntax type:
                    Type(type, null, space);
                    break;
            }
        }
    }

    /// <summary>The statements outside all types are the body of a method of Program.</summary>
    private void TopLevel(CompilationUnitSyntax unit)
    {
        if (!unit.Members.Any(SyntaxKind.GlobalStatement))
        {
            return;
        }

        var main = new MemberPart("<Main>$") { IsStatic = true, Body = new(names) };
        var reader = new BodyReader(main.Body, names);
        foreach (var member in unit.Members)
        {
            if (member is GlobalStatementSyntax)
            {
                reader.Read(member);
            }
        }

        types.Add(new("Program", "Program", null, "Program") { Members = { main } });
    }

    private void Type(TypeDeclarationSyntax type, TypePart? outer, string space)
    {
        var name = type.Identifier.ValueText;
        if (name.Length == 0 && outer is not null)
        {
            // A block of extension members, or a declaration that is being typed.
            foreach (var member in type.Members)
            {
                Member(member, outer, space, type.ParameterList);
            }

            return;
        }

        var arity = type.TypeParameterList?.Parameters.Count is > 0 and var count ? "`" + count : "";
        var part = new TypePart(
            Joined(outer?.Key ?? space, name), name, outer?.Key, outer is null ? Joined(space, name + arity) : outer.MetadataName + "+" + name + arity)
        {
            IsInterface = type.IsKind(SyntaxKind.InterfaceDeclaration),
            IsPublic = type.Modifiers.Any(SyntaxKind.PublicKeyword) && outer is not { IsPublic: false },
            Place = type.Identifier.Span,
        };
        types.Add(part);
        foreach (var attribute in Attributes(type.AttributeLists))
        {
            part.Attributes.Add(NameOf(attribute.Name));
            if (NameOf(attribute.Name) is "Route" or "RouteAttribute" && TemplateOf(attribute) is { } template)
            {
                part.Routes.Add(template);
            }
        }

        Made(type.AttributeLists, part);
        if (type.BaseList is { } bases)
        {
            foreach (var named in bases.Types)
            {
                part.Bases.Add(NameOf(named.Type));
            }

            Into(part.Head, bases);
        }

        foreach (var constraint in type.ConstraintClauses)
        {
            Into(part.Head, constraint);
        }

        Parameters(type.ParameterList, part);
        foreach (var member in type.Members)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Member(member, part, space, null);
        }
    }

    /// <summary>The parameters of a primary constructor: named in the bodies like fields, and its properties in a record.</summary>
    private void Parameters(ParameterListSyntax? parameters, TypePart part)
    {
        if (parameters is null)
        {
            return;
        }

        foreach (var parameter in parameters.Parameters)
        {
            var field = new MemberPart(parameter.Identifier.ValueText) { IsData = true };
            if (parameter.Type is { } type)
            {
                Into(field.Signature, type);
            }

            part.Members.Add(field);
            Made(parameter.AttributeLists, part);
        }

        // What is handed on to the base runs with the construction.
        if ((parameters.Parent as TypeDeclarationSyntax)?.BaseList is { } bases)
        {
            part.Members.Add(new(MemberPart.Initializer) { Body = BodyOf(bases) });
        }
    }

    private void Member(MemberDeclarationSyntax member, TypePart type, string space, ParameterListSyntax? extended)
    {
        switch (member)
        {
            case TypeDeclarationSyntax nested:
                Type(nested, type, space);
                return;
            case BaseFieldDeclarationSyntax field:
                Field(field, type);
                return;
        }

        var name = member switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            EventDeclarationSyntax happening => happening.Identifier.ValueText,
            IndexerDeclarationSyntax => MemberPart.Indexer,
            ConstructorDeclarationSyntax constructor => constructor.Modifiers.Any(SyntaxKind.StaticKeyword) ? MemberPart.Initializer : MemberPart.Constructor,
            DestructorDeclarationSyntax => MemberPart.Finalizer,
            OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax => MemberPart.Operator,
            _ => null,
        };
        if (name is null)
        {
            return;
        }

        var part = new MemberPart(name)
        {
            IsStatic = member.Modifiers.Any(SyntaxKind.StaticKeyword),
            IsOverride = member.Modifiers.Any(SyntaxKind.OverrideKeyword),
            IsPublic = member.Modifiers.Any(SyntaxKind.PublicKeyword) || (member.Modifiers.Any(SyntaxKind.ProtectedKeyword) && !member.Modifiers.Any(SyntaxKind.PrivateKeyword)),
            IsData = member is BasePropertyDeclarationSyntax,
            HasBehavior = MemberBehavior.Has(member),
        };
        type.Members.Add(part);
        foreach (var attribute in Attributes(member.AttributeLists))
        {
            var called = NameOf(attribute.Name);
            part.IsStart |= called is "ModuleInitializer" or "ModuleInitializerAttribute";
            if (called is "Route" or "RouteAttribute" || called.StartsWith("Http", StringComparison.Ordinal))
            {
                part.Routes.Add((TemplateOf(attribute) ?? "", RouteMatcher.VerbOf(called)));
            }
        }

        Made(member.AttributeLists, type);
        Signature(member, part, extended);
        foreach (var child in member.ChildNodes())
        {
            switch (child)
            {
                case ParameterListSyntax or BracketedParameterListSyntax or TypeSyntax or AttributeListSyntax
                    or TypeParameterListSyntax or TypeParameterConstraintClauseSyntax or ExplicitInterfaceSpecifierSyntax:
                    break;
                case EqualsValueClauseSyntax initializer:
                    type.Members.Add(new(MemberPart.Initializer) { Body = BodyOf(initializer, part.Signature) });
                    break;
                default:
                    new BodyReader(part.Body ??= new(names), names).Read(child);
                    break;
            }
        }
    }

    private void Signature(MemberDeclarationSyntax member, MemberPart part, ParameterListSyntax? extended)
    {
        foreach (var child in member.ChildNodes())
        {
            if (child is TypeSyntax or ParameterListSyntax or BracketedParameterListSyntax or TypeParameterConstraintClauseSyntax)
            {
                Into(part.Signature, child);
            }
        }

        var first = extended?.Parameters.FirstOrDefault()
            ?? (member as MethodDeclarationSyntax)?.ParameterList.Parameters.FirstOrDefault(parameter => parameter.Modifiers.Any(SyntaxKind.ThisKeyword));
        if (first is not null)
        {
            part.Extends = new(StringComparer.Ordinal);
            if (first.Type is { } type)
            {
                Into(part.Extends, type);
            }
        }
    }

    /// <summary>What attributes say of types, as those of converters do: a framework makes them once it looks at the type that has the attribute.</summary>
    private void Made(SyntaxList<AttributeListSyntax> lists, TypePart type)
    {
        foreach (var attribute in Attributes(lists))
        {
            if (attribute.ArgumentList is { } list && list.Arguments.Any(argument => argument.Expression is TypeOfExpressionSyntax))
            {
                var made = new MemberPart(MemberPart.Initializer) { Body = BodyOf(list) };
                made.Body.Dots.UnionWith(list.Arguments.Select(argument => argument.Expression).OfType<LiteralExpressionSyntax>().Select(text => text.Token.Value).OfType<string>());
                type.Members.Add(made);
            }
        }
    }

    private void Field(BaseFieldDeclarationSyntax field, TypePart type)
    {
        Made(field.AttributeLists, type);
        foreach (var variable in field.Declaration.Variables)
        {
            var part = new MemberPart(variable.Identifier.ValueText) { IsData = true, IsStatic = field.Modifiers.Any(SyntaxKind.StaticKeyword) };
            Into(part.Signature, field.Declaration.Type);
            type.Members.Add(part);
            if (variable.Initializer is { } initializer)
            {
                type.Members.Add(new(MemberPart.Initializer) { Body = BodyOf(initializer, part.Signature) });
            }
        }
    }

    private Body BodyOf(SyntaxNode node, HashSet<string>? typed = null)
    {
        var body = new Body(names);
        new BodyReader(body, names).Read(node);
        if (typed is not null && body.ConstructsUnnamed)
        {
            body.Names.UnionWith(typed);
        }

        return body;
    }

    /// <summary>Adds every name below a node.</summary>
    private void Into(HashSet<string> names, SyntaxNode node)
    {
        foreach (var token in node.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText.Length > 1)
            {
                names.Add(token.ValueText);
                if (this.names.Aliases.TryGetValue(token.ValueText, out var meant))
                {
                    names.Add(meant);
                }
            }
        }
    }
}

/// <summary>Reads names and texts off declarations.</summary>
internal static class SyntaxNames
{
    public static IEnumerable<AttributeSyntax> Attributes(SyntaxList<AttributeListSyntax> lists) => lists.SelectMany(list => list.Attributes);

    public static string? TemplateOf(AttributeSyntax attribute)
        => attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals is null)?.Expression is LiteralExpressionSyntax { Token.Value: string text } ? text : null;

    public static string Joined(string space, string name) => space.Length == 0 ? name : space + "." + name;

    /// <summary>A name without blanks, comments and line breaks.</summary>
    public static string Plain(NameSyntax name) => string.Join(".", name.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));

    /// <summary>The last identifier of a type's name, without type arguments.</summary>
    public static string NameOf(TypeSyntax type)
        => type switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
}
