using System.Linq.Expressions;

namespace PrototypeShop.Core.Abstractions;

/// <summary>Generic repository for all entities of the shop.</summary>
public interface IRepository<T> where T : class, IEntity
{
    Task<T?> GetByIdAsync(int id);
    Task<List<T>> GetAllAsync();
    Task<List<T>> FindAsync(Expression<Func<T, bool>> predicate);
    Task AddAsync(T entity);
    Task UpdateAsync(T entity);
}
