using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Core.Symbols;

/// <summary>Tables of members by the metadata name of the type that declares them; an asterisk stands for all members of a type.</summary>
internal static class MemberTable
{
    /// <summary>True for a member of one of the types, or of one that derives from it.</summary>
    public static bool Has((string Type, string[] Members)[] table, ISymbol member, KnownTypes known)
    {
        foreach (var row in table)
        {
            if ((row.Members[0] == "*" || Array.IndexOf(row.Members, member.Name) >= 0) && known.IsA(member.ContainingType, row.Type))
            {
                return true;
            }
        }

        return false;
    }
}
