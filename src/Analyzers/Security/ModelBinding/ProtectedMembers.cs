using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.ModelBinding;

/// <summary>The members of an entity that an app sets and a caller does not: whose row it is, what it may, what it costs, how far it has come.</summary>
internal sealed class ProtectedMembers
{
    /// <summary>Words of names that say so wherever they stand, what gives power first: a message names one member.</summary>
    private static readonly string[] Words =
    [
        "owner", "tenant", "role", "roles", "admin", "administrator", "superuser", "permission", "permissions", "approved", "verified", "price", "balance", "credits", "salary", "discount", "paid",
    ];

    /// <summary>Whole names that say so.</summary>
    private static readonly string[] Names =
    [
        "userid", "applicationuserid", "appuserid", "identityuserid", "accountid", "customerid", "authorid", "organizationid", "passwordhash", "securitystamp", "emailconfirmed", "isconfirmed", "createdby", "createdbyid", "createdbyuserid", "modifiedby", "modifiedbyid", "updatedby", "updatedbyid",
        "total", "points", "loyaltypoints",
    ];

    /// <summary>Attributes that keep a member out of what model binding fills.</summary>
    private static readonly string[] HidesFromForms = ["Microsoft.AspNetCore.Mvc.ModelBinding.BindNeverAttribute", "System.ComponentModel.ReadOnlyAttribute"];

    /// <summary>One that keeps it out of what is stored.</summary>
    private const string NotMapped = "System.ComponentModel.DataAnnotations.Schema.NotMappedAttribute";

    private ProtectedMembers(bool any, IReadOnlyList<string> open, bool hasKey)
    {
        Any = any;
        Open = open;
        HasKey = hasKey;
    }

    /// <summary>True where the entity has such members at all.</summary>
    public bool Any { get; }

    /// <summary>Those that a request can set.</summary>
    public IReadOnlyList<string> Open { get; }

    /// <summary>True where the entity has a key that its name or an attribute shows.</summary>
    public bool HasKey { get; }

    /// <summary>The members of an entity and its bases.</summary>
    public static ProtectedMembers Of(INamedTypeSymbol entity, bool isJson, KnownTypes known)
    {
        var any = false;
        var hasKey = false;
        var open = new List<(int Rank, string Name)>();
        for (INamedTypeSymbol? type = entity; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is not IPropertySymbol { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public } property)
                {
                    continue;
                }

                if (property.Name is "Id" or "Key" || property.Name == type.Name + "Id" || AttributeLookup.Has(property, known, "System.ComponentModel.DataAnnotations.KeyAttribute"))
                {
                    hasKey = true;
                }
                else if (RankOf(property.Name) is { } rank)
                {
                    any = true;
                    if (property.SetMethod is { DeclaredAccessibility: Accessibility.Public } && !IsHidden(property, isJson, known))
                    {
                        open.Add((rank, property.Name));
                    }
                }
            }
        }

        return new(any, [.. open.OrderBy(static member => member.Rank).Select(static member => member.Name)], hasKey);
    }

    private static int? RankOf(string name)
    {
        var words = WordSplitter.Of(name);
        for (var i = 0; i < Words.Length; i++)
        {
            if (words.Contains(Words[i]))
            {
                return i;
            }
        }

        // How far a row has come is told where nothing worse is to be told.
        return Array.IndexOf(Names, name.ToLowerInvariant()) is >= 0 and var at ? Words.Length + at : words.Contains("status") ? Words.Length + Names.Length : null;
    }

    private static bool IsHidden(IPropertySymbol property, bool isJson, KnownTypes known)
    {
        if (AttributeLookup.Has(property, known, NotMapped)
            || (isJson ? AttributeLookup.Has(property, known, "Newtonsoft.Json.JsonIgnoreAttribute") : Array.Exists(HidesFromForms, attribute => AttributeLookup.Has(property, known, attribute))))
        {
            return true;
        }

        if (!isJson)
        {
            return false;
        }

        foreach (var attribute in property.GetAttributes())
        {
            // With another condition it is left out of answers alone.
            if (known.Is(attribute.AttributeClass, "System.Text.Json.Serialization.JsonIgnoreAttribute")
                && attribute.NamedArguments.All(static given => given is { Key: "Condition", Value.Value: 1 }))
            {
                return true;
            }
        }

        return false;
    }
}
